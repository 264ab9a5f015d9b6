import type { HostFamily } from '../types.ts';
import { each, remembered, sourced, words } from './family.ts';

const NO_REGION = 'the name does not say in which region it is';

/** Realms of dedicated regions and partners: each has a domain of its own, by its number. */
const REALMS = words('8 9 10 14 15 20 21 23 24 26 29 35 42 51 52').map((realm) => `oraclecloud${realm}.com`);

/** Oracle, IBM, Alibaba, Tencent and Huawei. */
export const hyperscale: readonly HostFamily[] = [
  sourced(
    'oci',
    "oci 2.189.0 (PyPI), endpoint templates of the services' clients; Oracle Cloud, endpoints per region",
    {
      regional: words(`
      {region}.oraclecloud.com {region}.oci.oraclecloud.com {region}.oci.customer-oci.com {region}.customer-oci.com
      {region}.oraclecloud.eu {region}.oci.oraclecloud.eu {region}.oraclegovcloud.com {region}.oraclegovcloud.uk
      {region}.ocir.io {region}.ocp.oraclecloud.com {region}.ocs.oraclecloud.com {region}.clusters.oci.oraclecloud.com
      {region}.oraclecloudapps.com {region}.oracledatabasecloud.com
    `),
      unplaced: each('oraclecloud.com customer-oci.com ocir.io oraclecloud.eu oraclecloudapps.com', NO_REGION),
    },
  ),
  sourced('oci', 'oci 2.189.0 (PyPI), regions_definitions.py, domains of the realms', {
    regional: REALMS.flatMap((domain) => [`{region}.${domain}`, `{region}.oci.${domain}`]),
    unplaced: each(REALMS.join(' '), NO_REGION),
  }),
  remembered('oci', 'https://container-registry.oracle.com; Oracle Government Cloud', {
    at: { 'container-registry.oracle.com': 'US', 'oraclegovcloud.com': 'US' },
  }),
  sourced('ibm', 'rclone v1.76.0 (Go module), IBMCOS.yaml; ibm-watsonx-ai 1.8.1 (PyPI), endpoints by region', {
    regional: words(`
      {region}.cloud-object-storage.appdomain.cloud {region}.containers.appdomain.cloud {region}.codeengine.appdomain.cloud
      {region}.databases.appdomain.cloud {region}.icr.io {region}.iaas.cloud.ibm.com {region}.kms.cloud.ibm.com
      {region}.ml.cloud.ibm.com {region}.cloud.ibm.com {region}.*.cloud.ibm.com {region}.*.appdomain.cloud {region}.appdomain.cloud {region}.private.databases.appdomain.cloud
      {region}.objectstorage.softlayer.net
    `),
    unplaced: each('appdomain.cloud icr.io cloud.ibm.com', NO_REGION),
  }),
  remembered('ibm', 'https://cloud.ibm.com/docs/Registry?topic=Registry-registry_overview (regions)', {
    codes: { de: 'DE', uk: 'GB', us: 'US', es: 'ES', jp: 'JP', jp2: 'JP', au: 'AU', br: 'BR', ca: 'CA', eu: 'EU' },
    regional: ['{code}.icr.io', 'private.{code}.icr.io'],
  }),
  sourced('alibaba', 'aliyun-python-sdk-core 2.16.1 (PyPI), endpoints.json; rclone v1.76.0 (Go module), Alibaba.yaml', {
    regional: words(`
      oss-{region}.aliyuncs.com oss-{region}-internal.aliyuncs.com s3.oss-{region}.aliyuncs.com {region}.aliyuncs.com
      {region}.cr.aliyuncs.com {region}.log.aliyuncs.com {region}-intranet.log.aliyuncs.com {region}.rds.aliyuncs.com
      {region}.fc.aliyuncs.com {region}.oss-data-acc.aliyuncs.com {region}.maas.aliyuncs.com
    `),
    unplaced: each('aliyuncs.com alicdn.com', NO_REGION),
  }),
  remembered('alibaba', 'https://www.alibabacloud.com/help/en/model-studio (endpoints by region)', {
    at: { 'dashscope.aliyuncs.com': 'CN', 'dashscope-intl.aliyuncs.com': 'SG', 'dashscope-us.aliyuncs.com': 'US' },
  }),
  sourced('tencent', 'rclone v1.76.0 (Go module), TencentCOS.yaml; Tencent Cloud, COS regions and endpoints', {
    regional: words(
      '{region}.myqcloud.com {region}.tencentcos.cn {region}.tencentcos.com {region}.tencentcloudapi.com',
    ),
    unplaced: each('myqcloud.com tencentcos.cn tencentcos.com tencentcloudapi.com tencentcs.com', NO_REGION),
  }),
  remembered('tencent', 'Tencent Cloud, services that run in China', {
    at: each('ccr.ccs.tencentyun.com hunyuan.tencentcloudapi.com api.hunyuan.cloud.tencent.com', 'CN'),
  }),
  remembered('tencent', 'https://www.tencentcloud.com/document/product/1051 (registry domains)', {
    codes: { hk: 'HK', sg: 'SG', kr: 'KR', jp: 'JP', in: 'IN', th: 'TH', de: 'DE', usw: 'US', use: 'US', ca: 'CA' },
    regional: ['{code}ccr.ccs.tencentyun.com'],
  }),
  sourced('huawei', 'huaweicloudsdkobs and huaweicloudsdkcore 3.1.219 (PyPI), endpoints by region', {
    regional: words('{region}.myhuaweicloud.com {region}.myhuaweicloud.eu {region}.hwclouds.com'),
    unplaced: each('myhuaweicloud.com myhuaweicloud.eu', NO_REGION),
  }),
];
