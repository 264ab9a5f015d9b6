import type { HostFamily } from '../types.ts';

const REFERENCE = 'AWS General Reference: service endpoints and quotas; botocore endpoints.json';

/** Services whose endpoints put the region before the service: `db.eu-central-1.rds.amazonaws.com`. */
const REGION_BEFORE_SERVICE = [
  'aoss airflow appsync-api batch cloudhsm cloudsearch compute cs codeartifact docdb efs eks elasticbeanstalk',
  'elasticache elb emr es fsx kafka kafka-connect memorydb mq neptune on-prem opensearch rds redshift',
  'redshift-serverless timestream vpce',
].flatMap((line) => line.split(' '));

/** Services that AWS runs from us-east-1 under a name without a region. */
const SERVED_FROM_VIRGINIA = [
  'sts iam cloudfront route53 route53domains organizations support health shield waf budgets ce importexport',
  'globalaccelerator account chime networkmanager savingsplans pricing sdb dynamodb sqs sns ses email ec2',
  'monitoring autoscaling cloudformation elasticloadbalancing elasticmapreduce rds queue s3 s3-external-1',
].flatMap((line) => line.split(' '));

function each(services: readonly string[], domain: string, value: string): Readonly<Record<string, string>> {
  return Object.fromEntries(services.map((service) => [`=${service}.${domain}`, value]));
}

function regional(domain: string): readonly string[] {
  return [
    `{region}.${domain}`,
    `s3-{region}.${domain}`,
    `s3-fips-{region}.${domain}`,
    `s3-website-{region}.${domain}`,
    `s3-control-{region}.${domain}`,
    ...REGION_BEFORE_SERVICE.map((service) => `{region}.${service}.${domain}`),
    `{code}.cache.${domain}`,
  ];
}

/** ElastiCache shortens its region names. Source: ElastiCache user guide, endpoints of clusters. */
const CACHE_CODES = {
  use1: 'US',
  use2: 'US',
  usw1: 'US',
  usw2: 'US',
  cac1: 'CA',
  euc1: 'DE',
  euc2: 'CH',
  euw1: 'IE',
  euw2: 'GB',
  euw3: 'FR',
  eun1: 'SE',
  eus1: 'IT',
  eus2: 'ES',
  aps1: 'IN',
  apse1: 'SG',
  apse2: 'AU',
  apne1: 'JP',
  apne2: 'KR',
  sae1: 'BR',
  mes1: 'BH',
  afs1: 'ZA',
} as const;

/** Amazon Web Services: the region is a label of the name, or the name does not say. */
export const aws: readonly HostFamily[] = [
  {
    operator: 'aws',
    source: REFERENCE,
    asOf: '2026-11-22',
    recalled: false,
    codes: CACHE_CODES,
    at: {
      ...each(SERVED_FROM_VIRGINIA, 'amazonaws.com', 'US'),
      'console.aws.amazon.com': 'US',
      'public.ecr.aws': 'US',
    },
    regional: [
      ...regional('amazonaws.com'),
      ...regional('amazonaws.com.cn'),
      ...regional('amazonaws.eu'),
      ...regional('api.amazonwebservices.com'),
      '{region}.api.aws',
      '{region}.api.amazonwebservices.com.cn',
      '{region}.compute.internal',
      '{region}.on.aws',
      '{region}.awsapprunner.com',
      '{region}.elasticbeanstalk.com',
      '{region}.cs.amazonlightsail.com',
      '{region}.console.aws.amazon.com',
      '{region}.signin.aws.amazon.com',
      '{region}.dsql.amazonaws.com',
      '{region}.amazoncognito.com',
      '{region}.quicksight.aws.amazon.com',
      '{region}.sagemaker.aws',
    ],
    unplaced: {
      'amazonaws.com': 'the name holds no region that AWS has',
      'amazonaws.com.cn': 'the name holds no region that AWS China has',
      'amazonaws.eu': 'the name holds no region that the AWS European Sovereign Cloud has',
      's3.amazonaws.com': "the bucket's region is not in the name",
      's3-accelerate.amazonaws.com': 'transfer acceleration enters at the nearest edge, anywhere',
      's3-global.amazonaws.com': 'a multi-region access point',
      'api.aws': 'the name holds no region that AWS has',
      'on.aws': 'the name holds no region that AWS has',
      'cloudfront.net': 'a content network with edges anywhere',
      'awsglobalaccelerator.com': 'anycast: enters at the nearest edge, anywhere',
    },
  },
];
