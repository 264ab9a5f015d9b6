import { type ProviderRegions, rows } from './table.ts';

const DAY = '2026-11-22';
const SDK = 'huaweicloudsdkecs 3.1.219 (PyPI), ecs_region.py; rclone HuaweiOBS.yaml at 64ab1ac (2026-08-21)';

/** The names collide with those of AWS: `ap-southeast-1` is Hong Kong. */
const REGIONS = rows('region', SDK, DAY, [
  ['ae-ad-1', 'AE', 'Abu Dhabi'],
  ['af-north-1', 'EG', 'Cairo'],
  ['af-south-1', 'ZA', 'Johannesburg'],
  ['ap-southeast-1', 'HK', 'Hong Kong'],
  ['ap-southeast-2', 'TH', 'Bangkok'],
  ['ap-southeast-3', 'SG', 'Singapore'],
  ['ap-southeast-4', 'ID', 'Jakarta'],
  ['ap-southeast-5', 'PH', 'Manila'],
  ['cn-east-2', 'CN', 'Shanghai'],
  ['cn-east-3', 'CN', 'Shanghai'],
  ['cn-east-4', 'CN', 'East China'],
  ['cn-east-5', 'CN', 'Qingdao'],
  ['cn-north-1', 'CN', 'Beijing'],
  ['cn-north-2', 'CN', 'Beijing'],
  ['cn-north-4', 'CN', 'Beijing'],
  ['cn-north-9', 'CN', 'Ulanqab'],
  ['cn-north-11', 'CN', 'Ulanqab'],
  ['cn-north-12', 'CN', 'Ulanqab'],
  ['cn-south-1', 'CN', 'Guangzhou'],
  ['cn-south-2', 'CN', 'Shenzhen'],
  ['cn-south-4', 'CN', 'Guangzhou'],
  ['cn-southwest-2', 'CN', "Gui'an"],
  ['cn-southwest-3', 'CN', "Gui'an"],
  ['eu-west-0', 'FR', 'Paris, Flexible Engine of Orange'],
  ['eu-west-101', 'IE', 'Dublin'],
  ['la-north-2', 'MX', 'Mexico City'],
  ['la-south-2', 'CL', 'Santiago'],
  ['me-east-1', 'SA', 'Riyadh'],
  ['my-kualalumpur-1', 'MY', 'Kuala Lumpur'],
  ['na-mexico-1', 'MX', 'Mexico City'],
  ['ru-moscow-1', 'RU', 'Moscow'],
  ['ru-northwest-2', 'RU', 'Moscow'],
  ['sa-argentina-1', 'AR', 'Buenos Aires'],
  ['sa-brazil-1', 'BR', 'Sao Paulo'],
  ['sa-chile-1', 'CL', 'Santiago'],
  ['sa-peru-1', 'PE', 'Lima'],
  ['tr-west-1', 'TR', 'Istanbul'],
]);

/** Huawei Cloud: regions, and zones such as `eu-west-101a`. */
export const HUAWEI: ProviderRegions = {
  provider: 'huawei',
  tables: [REGIONS],
  regionOfZone: (key) => /^(eu-west-(?:0|101))[a-c]$/.exec(key)?.[1] ?? /^((?!eu-).+\d)[a-h]$/.exec(key)?.[1],
};
