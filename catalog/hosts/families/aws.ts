import type { HostFamily } from '../types.ts';
import { each, remembered, sourced, words } from './family.ts';

const BOTOCORE = 'botocore 1.44.5 (PyPI), data/partitions.json and data/endpoints.json';

/** Services whose endpoints put the region before the service: `db.eu-central-1.rds.amazonaws.com`. */
const REGION_BEFORE_SERVICE = words(`
  aoss airflow appsync-api batch cache cloudhsm cloudsearch compute cs codeartifact docdb efs eks elasticbeanstalk
  elasticache elb emr es fsx kafka kafka-connect memorydb mq neptune on-prem opensearch rds redshift
  redshift-serverless timestream vpce dsql
`);

/** Services that AWS runs from us-east-1 under a name without a region. Other bare names are service principals. */
const SERVED_FROM_VIRGINIA = words(`
  sts iam cloudfront route53 route53domains organizations shield waf budgets ce importexport globalaccelerator
  networkmanager savingsplans sdb dynamodb sqs sns ses email queue s3 s3-external-1
`);

function regional(domain: string): readonly string[] {
  return [
    `{region}.${domain}`,
    `s3-{region}.${domain}`,
    `s3-fips-{region}.${domain}`,
    `s3-website-{region}.${domain}`,
    `s3-control-{region}.${domain}`,
    ...REGION_BEFORE_SERVICE.map((service) => `{region}.${service}.${domain}`),
  ];
}

/** Amazon Web Services: the region is a label of the name, or the name does not say. */
export const aws: readonly HostFamily[] = [
  sourced('aws', `${BOTOCORE}; AWS General Reference, endpoints of services`, {
    regional: [
      ...regional('amazonaws.com'),
      ...words(`
        {region}.api.aws {region}.compute.internal {region}.on.aws {region}.awsapprunner.com {region}.elasticbeanstalk.com
        {region}.cs.amazonlightsail.com {region}.console.aws.amazon.com {region}.signin.aws.amazon.com {region}.amazoncognito.com
        {region}.quicksight.aws.amazon.com {region}.sagemaker.aws
      `),
    ],
    unplaced: {
      'amazonaws.com': 'the name holds no region that AWS has',
      's3.amazonaws.com': "the bucket's region is not in the name",
      's3-accelerate.amazonaws.com': 'transfer acceleration enters at the nearest edge, anywhere',
      's3-global.amazonaws.com': 'a multi-region access point',
      'api.aws': 'the name holds no region that AWS has',
      'on.aws': 'the name holds no region that AWS has',
      'cloudfront.net': 'a content network with edges anywhere',
      'awsglobalaccelerator.com': 'anycast: enters at the nearest edge, anywhere',
    },
  }),
  sourced('aws', `${BOTOCORE}: partition aws-cn`, {
    at: each('amazonaws.com.cn amazonwebservices.com.cn', 'CN'),
  }),
  sourced('aws', `${BOTOCORE}: partition aws-eusc and its one region`, {
    codes: { 'eusc-de-east-1': 'DE' },
    regional: [...regional('amazonaws.eu'), '{region}.api.amazonwebservices.eu'].map((pattern) =>
      pattern.replace('{region}', '{code}'),
    ),
    unplaced: each('amazonaws.eu amazonwebservices.eu', 'the name holds no region that this partition has'),
  }),
  sourced('aws', `${BOTOCORE}: the isolated partitions`, {
    at: { ...each('c2s.ic.gov sc2s.sgov.gov ic.gov', 'US'), 'adc-e.uk': 'GB' },
  }),
  remembered('aws', 'AWS General Reference: global endpoints are served from us-east-1', {
    at: {
      ...each(SERVED_FROM_VIRGINIA.map((service) => `=${service}.amazonaws.com`).join(' '), 'US'),
      ...each('compute-1.amazonaws.com ec2.internal console.aws.amazon.com public.ecr.aws amazonaws-us-gov.com', 'US'),
    },
  }),
];
