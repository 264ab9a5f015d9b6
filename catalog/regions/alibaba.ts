import { type ProviderRegions, recalledRows, rows } from './table.ts';
import { letters, regionWithZone, type ZoneNames } from './zones.ts';

const DAY = '2026-11-22';

/** The names collide with those of AWS and mean other places: `eu-west-1` is London, `eu-west-2` Paris. */
const REGIONS = rows('region', 'sparecores-crawler 0.10.2 (PyPI), vendors/_alicloud.py', DAY, [
  ['ap-northeast-1', 'JP', 'Tokyo'],
  ['ap-northeast-2', 'KR', 'Seoul'],
  ['ap-southeast-1', 'SG', 'Singapore'],
  ['ap-southeast-3', 'MY', 'Kuala Lumpur'],
  ['ap-southeast-5', 'ID', 'Jakarta'],
  ['ap-southeast-6', 'PH', 'Manila'],
  ['ap-southeast-7', 'TH', 'Bangkok'],
  ['ap-southeast-8', 'MY', 'Johor'],
  ['cn-beijing', 'CN', 'Beijing'],
  ['cn-chengdu', 'CN', 'Chengdu'],
  ['cn-fuzhou', 'CN', 'Fuzhou'],
  ['cn-guangzhou', 'CN', 'Guangzhou'],
  ['cn-hangzhou', 'CN', 'Hangzhou'],
  ['cn-hangzhou-acdr-ut-3', 'CN', 'Hangzhou'],
  ['cn-heyuan', 'CN', 'Heyuan'],
  ['cn-hongkong', 'HK', 'Hong Kong'],
  ['cn-huhehaote', 'CN', 'Hohhot'],
  ['cn-nanjing', 'CN', 'Nanjing'],
  ['cn-qingdao', 'CN', 'Qingdao'],
  ['cn-shanghai', 'CN', 'Shanghai'],
  ['cn-shenzhen', 'CN', 'Shenzhen'],
  ['cn-wuhan-lr', 'CN', 'Wuhan'],
  ['cn-wulanchabu', 'CN', 'Ulanqab'],
  ['cn-zhangjiakou', 'CN', 'Zhangjiakou'],
  ['cn-zhongwei', 'CN', 'Zhongwei'],
  ['eu-central-1', 'DE', 'Frankfurt'],
  ['eu-west-1', 'GB', 'London'],
  ['eu-west-2', 'FR', 'Paris'],
  ['me-central-1', 'SA', 'Riyadh'],
  ['me-east-1', 'AE', 'Dubai'],
  ['na-south-1', 'MX', 'Mexico City'],
  ['sa-east-1', 'BR', 'Sao Paulo'],
  ['us-east-1', 'US', 'Virginia'],
  ['us-west-1', 'US', 'Silicon Valley'],
]);

const FINANCE_AND_CLOSED = rows(
  'region',
  'aliyun-python-sdk-core 2.16.1 (PyPI), endpoints.json; rclone Alibaba.yaml',
  DAY,
  [
    ['ap-south-1', 'IN', 'Mumbai (closed)'],
    ['ap-southeast-2', 'AU', 'Sydney (closed)'],
    ['cn-beijing-finance-1', 'CN', 'Beijing, finance'],
    ['cn-beijing-gov-1', 'CN', 'Beijing, government'],
    ['cn-hangzhou-finance', 'CN', 'Hangzhou, finance', 'cn-hangzhou-finance-1'],
    ['cn-north-2-gov-1', 'CN', 'Beijing, government'],
    ['cn-shanghai-finance-1', 'CN', 'Shanghai, finance'],
    ['cn-shenzhen-finance-1', 'CN', 'Shenzhen, finance', 'cn-shenzhen-finance'],
    ['cn-wuhan', 'CN', 'Wuhan'],
    ['cn-fujian', 'CN', 'Fujian'],
    ['cn-hongkong-finance-pop', 'HK', 'Hong Kong, finance'],
    ['cn-beijing-finance-pop', 'CN', 'Beijing, finance'],
    ['cn-zhengzhou-nebula-1', 'CN', 'Zhengzhou'],
    ['cn-qingdao-nebula', 'CN', 'Qingdao'],
  ],
);

const JOINT_VENTURES = rows('region', 'ApsaraDB for MongoDB, API endpoints by region', DAY, [
  ['cn-zhengzhou-jva', 'CN', 'Zhengzhou, with China Unicom'],
]);

const INTERNAL = rows('region', 'aliyun-python-sdk-core 2.16.1 (PyPI), endpoints.json', DAY, [
  ['cn-beijing-nu16-b01', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-edge-1', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-haidian-cm12-c01', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-hangzhou-bj-b01', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-hangzhou-internal-prod-1', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-hangzhou-internal-test-1', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-hangzhou-internal-test-2', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-hangzhou-internal-test-3', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-hangzhou-test-306', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-shanghai-et15-b01', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-shanghai-et2-b01', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-shanghai-inner', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-shanghai-internal-test-1', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-shenzhen-inner', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-shenzhen-st4-d01', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-shenzhen-su18-b01', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-yushanfang', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-zhangbei-na61-b01', 'CN', 'China: a region that the SDK lists, not the documentation'],
  ['cn-zhangjiakou-na62-a01', 'CN', 'China: a region that the SDK lists, not the documentation'],
]);

const RECALLED = recalledRows('region', 'Alibaba Cloud regions and zones', DAY, [
  ['cn-shanghai-cloudspe', 'CN', 'Shanghai'],
  ['us-southeast-1', 'US', 'Atlanta'],
]);

/** Object storage puts its own prefix before the region: `oss-eu-central-1`, and may add `-internal`. */
function normalise(key: string): string {
  return key.replace(/^oss-/, '').replace(/-internal$/, '');
}

/** Recalled, as the page of regions and zones of Elastic Compute Service has it: Europe has few, China many, and closed ones keep their letter. */
const ZONES: ZoneNames = {
  others: letters('abcdefghijklmn'),
  of: { 'eu-central-1': letters('abc'), 'eu-west-2': letters('abc') },
};

/** `cn-hangzhou-b` in regions named by a city, `eu-central-1a` in numbered ones. */
function regionOfZone(key: string): string | undefined {
  const [, region, letter] = /^(.*\d)([a-n])$/.exec(key) ?? /^(.*[a-z])-([a-n])$/.exec(key) ?? [];
  return regionWithZone(ZONES, region, letter);
}

/** Alibaba Cloud: international and Chinese regions. */
export const ALIBABA: ProviderRegions = {
  provider: 'alibaba',
  tables: [REGIONS, FINANCE_AND_CLOSED, JOINT_VENTURES, INTERNAL, RECALLED],
  normalise,
  regionOfZone,
};
