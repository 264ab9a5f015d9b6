import type { HostFamily } from '../types.ts';
import { each, sourced, words } from './family.ts';

const RCLONE = 'rclone v1.76.0 (Go module), backend/s3/provider';
const NO_REGION = 'the name does not say in which region it is';

/** Object stores whose endpoints rclone lists with their places. */
export const objectStores: readonly HostFamily[] = [
  sourced('mega', `${RCLONE}/Mega.yaml`, {
    regional: ['{region}.megas4.com'],
    unplaced: { 'megas4.com': NO_REGION },
  }),
  sourced('petabox', `${RCLONE}/Petabox.yaml`, {
    regional: ['{region}.petabox.io'],
    at: { '=s3.petabox.io': 'US' },
    unplaced: { 'petabox.io': NO_REGION },
  }),
  sourced('rabata', `${RCLONE}/Rabata.yaml`, {
    regional: ['{region}.rabata.io'],
    unplaced: { 'rabata.io': NO_REGION },
  }),
  sourced('magalu', `${RCLONE}/Magalu.yaml`, { at: { 'magaluobjects.com': 'BR' } }),
  sourced('zata', `${RCLONE}/Zata.yaml`, { at: { 'zata.ai': 'IN' } }),
  sourced('intercolo', `${RCLONE}/Intercolo.yaml`, { at: { 'de-fra.i3storage.com': 'DE' } }),
  sourced(['fastly', 'US'], `${RCLONE}/Fastly.yaml`, {
    codes: {
      'au-east-1': 'AU',
      'jp-central-1': 'JP',
      'uk-east-1': 'GB',
      'us-central-1': 'US',
      'us-east': 'US',
      'us-east-1': 'US',
      'us-west': 'US',
      'us-west-1': 'US',
    },
    regional: ['{code}.object.fastlystorage.app'],
    unplaced: { 'fastlystorage.app': 'Europe, but nobody says in which country' },
  }),
  sourced(['rackcorp', 'AU'], `${RCLONE}/RackCorp.yaml`, {
    codes: {
      au: 'AU',
      'au-nsw': 'AU',
      'au-qld': 'AU',
      'au-vic': 'AU',
      'au-wa': 'AU',
      ph: 'PH',
      th: 'TH',
      hk: 'HK',
      mn: 'MN',
      kg: 'KG',
      id: 'ID',
      jp: 'JP',
      sg: 'SG',
      de: 'DE',
      us: 'US',
      'us-east-1': 'US',
      'us-west-1': 'US',
      nz: 'NZ',
    },
    regional: ['{code}.s3.rackcorp.com'],
    unplaced: { 'rackcorp.com': 'anycast: answered anywhere' },
  }),
  sourced(['relaix', 'DE'], `${RCLONE}/RelAix.yaml`, { at: each('s3-gw1.relaix.net s3-gw2.relaix.net', 'DE') }),
  sourced(['zeroservices', 'DE'], `${RCLONE}/ZeroServices.yaml`, {
    at: each('fra1.s3.zeroservices.eu fra.s3.zeroservices.eu', 'DE'),
    unplaced: { 'zeroservices.eu': NO_REGION },
  }),
  sourced(['synology', 'TW'], `${RCLONE}/Synology.yaml`, {
    at: { ...each('us-001.s3.synologyc2.net us-002.s3.synologyc2.net', 'US'), 'tw-001.s3.synologyc2.net': 'TW' },
    unplaced: { 'synologyc2.net': NO_REGION },
  }),
  sourced(['qiniu', 'CN'], `${RCLONE}/Qiniu.yaml`, {
    at: {
      ...each('s3-cn-east-1.qiniucs.com s3-cn-east-2.qiniucs.com s3-cn-north-1.qiniucs.com', 'CN'),
      's3-cn-south-1.qiniucs.com': 'CN',
      's3-us-north-1.qiniucs.com': 'US',
    },
    unplaced: { 'qiniucs.com': NO_REGION },
  }),
  sourced(['china-mobile', 'CN'], `${RCLONE}/ChinaMobile.yaml`, { at: { 'cmecloud.cn': 'CN' } }),
  sourced(['ucloud', 'CN'], `${RCLONE}/us3.yaml`, {
    codes: {
      'cn-bj': 'CN',
      'cn-wlcb': 'CN',
      'cn-sh2': 'CN',
      'cn-gd': 'CN',
      'cn-guiyang1': 'CN',
      hk: 'HK',
      'us-ca': 'US',
      'us-ws': 'US',
      sg: 'SG',
      'idn-jakarta': 'ID',
      'tw-tp': 'TW',
      'afr-nigeria': 'NG',
      'bra-saopaulo': 'BR',
      'uae-dubai': 'AE',
      'ge-fra': 'DE',
      'vn-sng': 'VN',
      'ind-mumbai': 'IN',
      'kr-seoul': 'KR',
      'jpn-tky': 'JP',
      'th-bkk': 'TH',
      'uk-london': 'GB',
      'rus-mosc': 'RU',
      'pk-khi': 'PK',
    },
    regional: ['s3-{code}.ufileos.com'],
    unplaced: { 'ufileos.com': NO_REGION },
  }),
  sourced(['arvancloud', 'IR'], `${RCLONE}/ArvanCloud.yaml`, { at: each('arvanstorage.ir liara.space', 'IR') }),
  sourced(['bizfly', 'VN'], `${RCLONE}/BizflyCloud.yaml`, { at: { 'bfcplatform.vn': 'VN' } }),
  sourced(['dreamhost', 'US'], `${RCLONE}/Dreamhost.yaml`, { at: { 'objects-us-east-1.dream.io': 'US' } }),
  sourced(['servercore', 'RU'], `${RCLONE}/Servercore.yaml`, { at: { 'srvstorage.uz': 'UZ', 'srvstorage.kz': 'KZ' } }),
  sourced(['seagate', 'US'], `${RCLONE}/LyveCloud.yaml`, {
    regional: words('s3.{code}.*.lyve.seagate.com'),
    codes: { 'us-west-1': 'US', 'eu-west-1': 'IE' },
  }),
  sourced('infomaniak', `${RCLONE}/Infomaniak.yaml`, {
    at: each(
      's3.swiss-backup01.infomaniak.com s3.swiss-backup02.infomaniak.com s3.swiss-backup03.infomaniak.com s3.swiss-backup04.infomaniak.com',
      'CH',
    ),
  }),
  sourced(['filelu', 'US'], `${RCLONE}/FileLu.yaml`, { unplaced: { 's5lu.com': NO_REGION } }),
  sourced(['cubbit', 'IT'], `${RCLONE}/Cubbit.yaml`, { unplaced: { 'cubbit.eu': 'pieces lie on nodes anywhere' } }),
];
