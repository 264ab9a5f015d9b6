import { type ProviderRegions, rows } from './table.ts';

const DAY = '2026-11-22';
const SOURCE = 'Tencent Cloud region list in its API clients; rclone TencentCOS.yaml at 64ab1ac (2026-08-21)';

const REGIONS = rows('region', SOURCE, DAY, [
  ['ap-bangkok', 'TH', 'Bangkok'],
  ['ap-beijing', 'CN', 'Beijing', 'ap-beijing-fsi'],
  ['ap-chengdu', 'CN', 'Chengdu'],
  ['ap-chongqing', 'CN', 'Chongqing'],
  ['ap-guangzhou', 'CN', 'Guangzhou', 'ap-guangzhou-open'],
  ['ap-hongkong', 'HK', 'Hong Kong'],
  ['ap-jakarta', 'ID', 'Jakarta'],
  ['ap-mumbai', 'IN', 'Mumbai'],
  ['ap-nanjing', 'CN', 'Nanjing'],
  ['ap-osaka', 'JP', 'Osaka'],
  ['ap-qingyuan', 'CN', 'Qingyuan'],
  ['ap-seoul', 'KR', 'Seoul'],
  ['ap-shanghai', 'CN', 'Shanghai', 'ap-shanghai-fsi', 'ap-shanghai-adc'],
  ['ap-shenzhen', 'CN', 'Shenzhen', 'ap-shenzhen-fsi'],
  ['ap-singapore', 'SG', 'Singapore'],
  ['ap-taipei', 'TW', 'Taipei'],
  ['ap-tianjin', 'CN', 'Tianjin'],
  ['ap-tokyo', 'JP', 'Tokyo'],
  ['ap-zhongwei', 'CN', 'Zhongwei'],
  ['eu-frankfurt', 'DE', 'Frankfurt'],
  ['eu-moscow', 'RU', 'Moscow'],
  ['me-saudi-arabia', 'SA', 'Saudi Arabia'],
  ['na-ashburn', 'US', 'Virginia'],
  ['na-siliconvalley', 'US', 'Silicon Valley'],
  ['na-toronto', 'CA', 'Toronto'],
  ['sa-saopaulo', 'BR', 'Sao Paulo'],
]);

const EDGE = rows('region', SOURCE, DAY, [
  ['ap-changsha-ec', 'CN', 'Changsha'],
  ['ap-fuzhou-ec', 'CN', 'Fuzhou'],
  ['ap-hangzhou-ec', 'CN', 'Hangzhou'],
  ['ap-hefei-ec', 'CN', 'Hefei'],
  ['ap-jinan-ec', 'CN', 'Jinan'],
  ['ap-shenyang-ec', 'CN', 'Shenyang'],
  ['ap-shijiazhuang-ec', 'CN', 'Shijiazhuang'],
  ['ap-wuhan-ec', 'CN', 'Wuhan'],
  ['ap-xian-ec', 'CN', "Xi'an"],
  ['ap-zhengzhou-ec', 'CN', 'Zhengzhou'],
]);

/** Tencent Cloud: regions, and zones such as `eu-frankfurt-1`; `eu-moscow` is not in the Union. */
export const TENCENT: ProviderRegions = {
  provider: 'tencent',
  tables: [REGIONS, EDGE],
  regionOfZone: (key) => /^(eu-frankfurt)-[12]$/.exec(key)?.[1] ?? /^((?!eu-fr).+[a-z])-\d{1,2}$/.exec(key)?.[1],
};
