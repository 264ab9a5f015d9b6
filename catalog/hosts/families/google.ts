import type { HostFamily } from '../types.ts';
import { each, remembered, sourced, words } from './family.ts';

const GLOBAL = 'a global endpoint: the name does not say where the data is';

/** Region identifiers in App Engine, Cloud Run and API Gateway host names: those that a table of Google's own shows. */
const SHORT = {
  uc: 'US',
  ue: 'US',
  uk: 'US',
  uw: 'US',
  wl: 'US',
  wm: 'US',
  wn: 'US',
  vp: 'US',
  ul: 'US',
  ew: 'BE',
  nw: 'GB',
  ey: 'DE',
  ez: 'NL',
  oa: 'CH',
  lm: 'PL',
  lz: 'FI',
  no: 'ES',
  oc: 'IT',
  od: 'FR',
  nn: 'CA',
  pd: 'CA',
  rj: 'BR',
  tl: 'CL',
  an: 'JP',
  as: 'SG',
  de: 'TW',
  df: 'HK',
  dt: 'JP',
  du: 'KR',
  el: 'IN',
  em: 'IN',
  et: 'ID',
  ts: 'AU',
  km: 'AU',
} as const;

/** Those of later regions. */
const LATER = { og: 'IT', zf: 'IL', ww: 'QA', bq: 'ZA' } as const;

/** Services whose multi-region endpoints put the word before their name. */
function multiRegional(word: string): string {
  const services = 'automl chronicle contentwarehouse discoveryengine documentai language speech vision';
  return services
    .split(' ')
    .map((service) => `${word}-${service}.googleapis.com`)
    .join(' ');
}

/** Google Cloud: a region label or prefix, a short region identifier, or a global endpoint. */
export const google: readonly HostFamily[] = [
  remembered(
    'gcp',
    'https://cloud.google.com/vpc/docs/regional-service-endpoints; product documentation of endpoints',
    {
      regional: words(`
      {region}.rep.googleapis.com {region}-*.googleapis.com *-{region}.googleapis.com {region}-docker.pkg.dev {region}-npm.pkg.dev
      {region}-python.pkg.dev {region}-maven.pkg.dev {region}-go.pkg.dev {region}-apt.pkg.dev {region}-yum.pkg.dev
      {region}-generic.pkg.dev {region}-kfp.pkg.dev {region}-googet.pkg.dev {region}.run.app {region}-*.cloudfunctions.net
      {region}.firebasedatabase.app {region}.c.*.internal *-{region}.composer.googleusercontent.com
      *-{region}.notebooks.googleusercontent.com {region}.sql.goog {region}.gke.goog {region}.managedkafka.*.cloud.goog
      {region}.alloydb.goog {region}.datafusion.googleusercontent.com {region}-run.googleapis.com {region}.prediction.vertexai.goog
    `),
      unplaced: {
        ...each('googleapis.com run.app appspot.com cloudfunctions.net pkg.dev goog web.app firebaseapp.com', GLOBAL),
        ...each('googleusercontent.com mirror.gcr.io', GLOBAL),
        'storage.googleapis.com': "the bucket's location is not in the name",
        'storage.cloud.google.com': "the bucket's location is not in the name",
        'aiplatform.googleapis.com': 'the global endpoint of Vertex AI: processing may be in any region',
        'c.googlers.com': GLOBAL,
        ...each('generativelanguage.googleapis.com smtp.gmail.com smtp-relay.gmail.com pki.goog', GLOBAL),
        ...each(
          'dns.google time.google.com time1.google.com time2.google.com time3.google.com time4.google.com',
          'anycast: answered anywhere',
        ),
      },
      at: { 'gcr.io': 'US', 'us.gcr.io': 'US', 'eu.gcr.io': 'EU', 'asia.gcr.io': 'TW', 'firebaseio.com': 'US' },
    },
  ),
  remembered('gcp', 'product documentation of multi-region endpoints: "eu" is member states of the European Union', {
    at: {
      ...each(`${multiRegional('eu')} translate-eu.googleapis.com`, 'EU'),
      ...each(`${multiRegional('us')} translate-us.googleapis.com`, 'US'),
    },
  }),
  remembered(
    'gcp',
    'https://cloud.google.com/appengine/docs/legacy/standard/python/how-requests-are-routed (region IDs)',
    {
      codes: { ...SHORT, ...LATER },
      regional: ['{code}.r.appspot.com', '{code}.gateway.dev'],
    },
  ),
  sourced('gcp', 'GoogleCloudPlatform/gcping at 001ebf2, internal/config/endpoints.go', {
    codes: SHORT,
    regional: ['*-{code}.a.run.app'],
  }),
  remembered('gcp', 'Cloud Run: identifiers of later regions in host names', {
    codes: LATER,
    regional: ['*-{code}.a.run.app'],
  }),
  remembered('gcp', 'https://cloud.google.com/terms/service-terms; consumer services run from the United States', {
    at: each(
      `translate.googleapis.com translation.googleapis.com maps.googleapis.com
       fcm.googleapis.com fonts.googleapis.com www.googleapis.com oauth2.googleapis.com accounts.google.com google.com
       googletagmanager.com google-analytics.com analytics.google.com gstatic.com youtube.com app-measurement.com
       crashlytics.com gmail.com ai.google.dev`,
      'US',
    ),
  }),
];
