import type { HostFamily } from '../types.ts';
import { each, remembered, sourced } from './family.ts';

const NO_REGION = 'the name does not say in which cloud and region it is';

/** The same product on three clouds: the region's name belongs to the cloud, which another label tells. */
function onClouds(
  who: readonly [string, string] | string,
  source: string,
  patterns: Readonly<Record<'aws' | 'gcp' | 'azure', readonly string[]>>,
): readonly HostFamily[] {
  return (['aws', 'gcp', 'azure'] as const)
    .filter((cloud) => patterns[cloud].length > 0)
    .map((cloud) => remembered(who, source, { regions: cloud, regional: patterns[cloud] }));
}

/** The same shape on each cloud, with `CLOUD` for its name. */
function alike(...shapes: readonly string[]): Readonly<Record<'aws' | 'gcp' | 'azure', readonly string[]>> {
  const on = (cloud: string) => shapes.map((shape) => shape.replace('CLOUD', cloud));
  return { aws: on('aws'), gcp: on('gcp'), azure: on('azure') };
}

/** Databases, queues and caches as a service. */
export const data: readonly HostFamily[] = [
  ...onClouds('snowflake', 'https://docs.snowflake.com/en/user-guide/admin-account-identifier', {
    aws: [
      '{region}.snowflakecomputing.com',
      '{region}.aws.snowflakecomputing.com',
      '{region}.privatelink.snowflakecomputing.com',
    ],
    gcp: ['{region}.gcp.snowflakecomputing.com'],
    azure: [],
  }),
  remembered('snowflake', 'https://docs.snowflake.com/en/user-guide/admin-account-identifier', {
    codes: {
      'west-europe': 'NL',
      'north-europe': 'IE',
      'switzerland-north': 'CH',
      'uk-south': 'GB',
      'east-us-2': 'US',
      'west-us-2': 'US',
      'central-us': 'US',
      'south-central-us': 'US',
      'canada-central': 'CA',
      'australia-east': 'AU',
      'southeast-asia': 'SG',
      'japan-east': 'JP',
      'uae-north': 'AE',
      'central-india': 'IN',
      'sweden-central': 'SE',
      'us-gov-virginia': 'US',
    },
    regional: ['{code}.azure.snowflakecomputing.com'],
    unplaced: { 'snowflakecomputing.com': NO_REGION, 'snowflake.com': NO_REGION },
  }),
  remembered(['mongodb', 'US'], 'https://www.mongodb.com/docs/atlas/reference/atlas-ui/', {
    unplaced: each('mongodb.net mongodb-dev.net', NO_REGION),
    at: { 'cloud.mongodb.com': 'US', 'mongodb.com': 'US' },
  }),
  remembered(['aiven', 'FI'], 'https://aiven.io/docs/platform/concepts/service-uri', {
    unplaced: each('aivencloud.com aiven.io', NO_REGION),
  }),
  ...onClouds(
    ['confluent', 'US'],
    'https://docs.confluent.io/cloud/current/networking/overview.html',
    alike(
      '{region}.CLOUD.confluent.cloud',
      '{region}.CLOUD.private.confluent.cloud',
      '{region}.CLOUD.glb.confluent.cloud',
    ),
  ),
  remembered(['confluent', 'US'], 'https://docs.confluent.io/cloud/current/networking/overview.html', {
    unplaced: { 'confluent.cloud': NO_REGION },
    at: { 'api.confluent.cloud': 'US', 'packages.confluent.io': 'US' },
  }),
  remembered(['redis', 'US'], 'https://redis.io/docs/latest/operate/rc/', {
    regions: 'aws',
    regional: [
      '{region}-#.ec2.cloud.redislabs.com',
      '{region}-#.ec2.redns.redis-cloud.com',
      '{region}-#.ec2.cloud.rlrcp.com',
      '{region}-#.ec2.redis-cloud.com',
    ],
  }),
  remembered(['redis', 'US'], 'https://redis.io/docs/latest/operate/rc/', {
    regions: 'gcp',
    regional: [
      '{region}-#.gce.cloud.redislabs.com',
      '{region}-#.gce.redns.redis-cloud.com',
      '{region}-#.gce.redis-cloud.com',
    ],
    unplaced: each('redislabs.com redis-cloud.com', NO_REGION),
  }),
  ...onClouds(['neon', 'US'], 'https://neon.com/docs/introduction/regions', {
    aws: ['{region}.aws.neon.tech', 'c-2.{region}.aws.neon.tech'],
    gcp: [],
    azure: ['{region}.azure.neon.tech'],
  }),
  remembered(['neon', 'US'], 'https://neon.com/docs/introduction/regions', {
    codes: { gwc: 'DE', eastus2: 'US', westus3: 'US' },
    regional: ['{code}.azure.neon.tech'],
    unplaced: { 'neon.tech': NO_REGION },
  }),
  remembered(['supabase', 'US'], 'https://supabase.com/docs/guides/database/connecting-to-postgres', {
    regions: 'aws',
    regional: [
      'aws-0-{region}.pooler.supabase.com',
      'aws-1-{region}.pooler.supabase.com',
      '{region}.pooler.supabase.com',
    ],
    unplaced: each('supabase.co supabase.com supabase.in', NO_REGION),
  }),
  sourced(['planetscale', 'US'], 'https://planetscale.com/docs/plans/regions', {
    codes: {
      'eu-west': 'IE',
      'eu-central': 'DE',
      'aws-eu-west-2': 'GB',
      'us-east': 'US',
      'us-west': 'US',
      'ap-south': 'IN',
      'ap-southeast': 'SG',
      'ap-northeast': 'JP',
      'aws-ap-southeast-2': 'AU',
      'aws-ca-central-1': 'CA',
      'aws-sa-east-1': 'BR',
      'aws-us-east-2': 'US',
    },
    regional: ['{code}.connect.psdb.cloud'],
  }),
  remembered(['planetscale', 'US'], 'https://planetscale.com/docs/plans/regions (hosts of databases)', {
    regions: 'aws',
    codes: { 'gcp-us-central1': 'US' },
    regional: ['{code}.connect.psdb.cloud', '{region}.pg.psdb.cloud', '{region}.connect.psdb.cloud'],
    unplaced: { 'psdb.cloud': NO_REGION },
  }),
  ...onClouds(
    ['cockroach-labs', 'US'],
    'https://www.cockroachlabs.com/docs/cockroachcloud/regions',
    alike('CLOUD-{region}.cockroachlabs.cloud'),
  ),
  ...onClouds(
    ['influxdata', 'US'],
    'https://docs.influxdata.com/influxdb/cloud/reference/regions/',
    alike('{region}-#.CLOUD.cloud2.influxdata.com'),
  ),
  ...onClouds(
    ['clickhouse', 'US'],
    'https://clickhouse.com/docs/cloud/reference/supported-regions',
    alike('{region}.CLOUD.clickhouse.cloud'),
  ),
  ...onClouds(['temporal', 'US'], 'https://docs.temporal.io/cloud/regions', alike('{region}.CLOUD.api.temporal.io')),
  ...onClouds(['tidb', 'US'], 'https://docs.pingcap.com/tidbcloud/', alike('{region}.prod.CLOUD.tidbcloud.com')),
  ...onClouds(['materialize', 'US'], 'https://materialize.com/docs', alike('{region}.CLOUD.materialize.cloud')),
  ...onClouds(
    ['tinybird', 'ES'],
    'https://www.tinybird.co/docs/api-reference (regions)',
    alike('{region}.CLOUD.tinybird.co'),
  ),
  ...onClouds(['emqx', 'SE'], 'https://docs.emqx.com/en/cloud', {
    aws: ['{region}.emqxsl.com', '{region}.emqx.cloud'],
    gcp: [],
    azure: [],
  }),
  ...onClouds(['turso', 'US'], 'https://docs.turso.tech', {
    aws: ['*-{region}.turso.io', '{region}.aws.turso.io'],
    gcp: [],
    azure: [],
  }),
  ...onClouds(['xata', 'US'], 'https://xata.io/docs', {
    aws: ['{region}.xata.sh', '{region}.sql.xata.sh'],
    gcp: [],
    azure: [],
  }),
  remembered(['meilisearch', 'FR'], 'https://www.meilisearch.com/docs/cloud (regions)', {
    codes: { fra: 'DE', lon: 'GB', nyc: 'US', sfo: 'US', sgp: 'SG', tor: 'CA', blr: 'IN' },
    regional: ['{code}.meilisearch.io'],
  }),
  remembered(['pusher', 'GB'], 'https://pusher.com/docs/clusters', {
    codes: { eu: 'IE', mt1: 'US', us2: 'US', us3: 'US', ap1: 'SG', ap2: 'IN', ap3: 'JP', ap4: 'AU', sa1: 'BR' },
    regional: ['api-{code}.pusher.com', 'ws-{code}.pusher.com', 'sockjs-{code}.pusher.com'],
    at: { 'pusher.com': 'US', 'pusherapp.com': 'US' },
  }),
  remembered(['camunda', 'DE'], 'https://docs.camunda.io/docs/reference/regions/', {
    codes: {
      'bru-2': 'BE',
      'bru-3': 'BE',
      'lhr-1': 'GB',
      'dsm-1': 'US',
      'ric-1': 'US',
      'syd-1': 'AU',
      'sin-1': 'SG',
      'cle-1': 'US',
      'chs-1': 'US',
      'jfk-1': 'US',
      'ont-1': 'CA',
      'yyz-1': 'CA',
    },
    regional:
      '{code}.zeebe.camunda.io {code}.operate.camunda.io {code}.tasklist.camunda.io {code}.optimize.camunda.io {code}.connectors.camunda.io {code}.camunda.io'.split(
        ' ',
      ),
    unplaced: { 'camunda.io': 'the name does not say in which region the cluster is' },
  }),
  remembered(null, 'hosted databases and queues whose names hold no region', {
    unplaced: each(
      `cloudamqp.com upstash.io timescale.com databricks.com algolia.net algolia.io algolianet.com typesense.net bonsaisearch.net
       bonsai.io cloudkarafka.com elephantsql.com postgresbridge.com tmprl.cloud hivemq.cloud convex.cloud hasura.app fauna.com
       singlestore.com yugabyte.cloud astra.datastax.com couchbase.com cloudant.com objectrocket.com scalegrid.io ably.io ably.net
       redpanda.com cockroachlabs.cloud influxdata.com clickhouse.cloud`,
      NO_REGION,
    ),
  }),
];
