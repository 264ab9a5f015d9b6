import type { HostFamily } from '../types.ts';
import { each, remembered, words } from './family.ts';

const NO_REGION = 'the name does not say in which region it is';

/** Oracle, IBM, Alibaba, Tencent and Huawei. */
export const hyperscale: readonly HostFamily[] = [
  remembered('oci', 'https://docs.oracle.com/iaas/api/ (endpoints per region)', {
    regional: words(`
      {region}.oraclecloud.com {region}.oci.oraclecloud.com {region}.oci.customer-oci.com {region}.customer-oci.com
      {region}.oraclecloud.eu {region}.oci.oraclecloud.eu {region}.oraclegovcloud.com {region}.oraclegovcloud.uk
      {region}.ocir.io {region}.ocp.oraclecloud.com {region}.ocs.oraclecloud.com {region}.clusters.oci.oraclecloud.com
      {region}.oraclecloudapps.com {region}.oracledatabasecloud.com
    `),
    unplaced: each('oraclecloud.com customer-oci.com ocir.io oraclecloud.eu oraclecloudapps.com', NO_REGION),
    at: { 'container-registry.oracle.com': 'US', 'oraclegovcloud.com': 'US' },
  }),
  remembered('ibm', 'https://cloud.ibm.com/docs/cloud-object-storage?topic=cloud-object-storage-endpoints', {
    regional: words(`
      {region}.cloud-object-storage.appdomain.cloud {region}.containers.appdomain.cloud {region}.codeengine.appdomain.cloud
      {region}.databases.appdomain.cloud {region}.icr.io {region}.iaas.cloud.ibm.com {region}.kms.cloud.ibm.com
      {region}.ml.cloud.ibm.com {region}.cloud.ibm.com {region}.dataplatform.cloud.ibm.com {region}.dai.cloud.ibm.com {region}.appdomain.cloud {region}.private.databases.appdomain.cloud
      {region}.objectstorage.softlayer.net
    `),
    codes: { de: 'DE', uk: 'GB', us: 'US', es: 'ES', jp: 'JP', au: 'AU', br: 'BR', ca: 'CA' },
    unplaced: each('appdomain.cloud icr.io cloud.ibm.com', NO_REGION),
  }),
  remembered('ibm', 'https://cloud.ibm.com/docs/Registry?topic=Registry-registry_overview (regions)', {
    codes: { de: 'DE', uk: 'GB', us: 'US', es: 'ES', jp: 'JP', jp2: 'JP', au: 'AU', br: 'BR', ca: 'CA', eu: 'EU' },
    regional: ['{code}.icr.io', 'private.{code}.icr.io'],
  }),
  remembered('alibaba', 'https://www.alibabacloud.com/help/en/oss/user-guide/regions-and-endpoints', {
    regional: words(`
      oss-{region}.aliyuncs.com oss-{region}-internal.aliyuncs.com s3.oss-{region}.aliyuncs.com {region}.aliyuncs.com
      {region}.cr.aliyuncs.com {region}.log.aliyuncs.com {region}-intranet.log.aliyuncs.com {region}.rds.aliyuncs.com
      {region}.fc.aliyuncs.com {region}.oss-data-acc.aliyuncs.com {region}.maas.aliyuncs.com
    `),
    at: { 'dashscope.aliyuncs.com': 'CN', 'dashscope-intl.aliyuncs.com': 'SG', 'dashscope-us.aliyuncs.com': 'US' },
    unplaced: each('aliyuncs.com alicdn.com', NO_REGION),
  }),
  remembered('tencent', 'https://www.tencentcloud.com/document/product/436/6224 (COS regions and endpoints)', {
    regional: words(
      '{region}.myqcloud.com {region}.tencentcos.cn {region}.tencentcos.com {region}.tencentcloudapi.com',
    ),
    at: each('ccr.ccs.tencentyun.com hunyuan.tencentcloudapi.com api.hunyuan.cloud.tencent.com', 'CN'),
    unplaced: each('myqcloud.com tencentcos.cn tencentcos.com tencentcloudapi.com tencentcs.com', NO_REGION),
  }),
  remembered('tencent', 'https://www.tencentcloud.com/document/product/1051 (registry domains)', {
    codes: { hk: 'HK', sg: 'SG', kr: 'KR', jp: 'JP', in: 'IN', th: 'TH', de: 'DE', usw: 'US', use: 'US', ca: 'CA' },
    regional: ['{code}ccr.ccs.tencentyun.com'],
  }),
  remembered('huawei', 'https://developer.huaweicloud.com/intl/en-us/endpoint', {
    regional: words('{region}.myhuaweicloud.com {region}.myhuaweicloud.eu {region}.hwclouds.com'),
    unplaced: each('myhuaweicloud.com myhuaweicloud.eu', NO_REGION),
  }),
];
