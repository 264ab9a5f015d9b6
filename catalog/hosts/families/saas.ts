import type { HostFamily } from '../types.ts';
import { each, remembered, sourced } from './family.ts';

/** Identity, mail, messaging and business services. */
export const saas: readonly HostFamily[] = [
  sourced(['okta', 'US'], 'https://auth0.com/docs/get-started/auth0-overview/create-tenants (localities)', {
    codes: {
      au: 'AU',
      ca: 'CA',
      eu: 'EU',
      'eu-2': 'EU',
      jp: 'JP',
      uk: 'GB',
      us: 'US',
      'us-3': 'US',
      'us-4': 'US',
    },
    regional: ['{code}.auth0.com'],
  }),
  remembered(['okta', 'US'], 'https://auth0.com/docs: tenants without a locality are in the United States', {
    at: { 'auth0.com': 'US' },
  }),
  remembered(['okta', 'US'], 'https://developer.okta.com (cells)', {
    at: { 'okta.com': 'US', 'oktapreview.com': 'US', 'okta-emea.com': 'EU' },
  }),
  remembered(['zitadel', 'CH'], 'https://zitadel.com/docs (cloud regions)', {
    codes: { eu1: 'EU', us1: 'US', ch1: 'CH', au1: 'AU' },
    regional: ['{code}.zitadel.cloud'],
    unplaced: { 'zitadel.cloud': 'the name does not say in which region' },
  }),
  remembered(
    ['infisical', 'US'],
    'https://infisical.com/docs/documentation/getting-started/introduction (US and EU cloud)',
    { at: { 'infisical.com': 'US', 'eu.infisical.com': 'DE' } },
  ),
  remembered(['agilebits', 'CA'], 'https://support.1password.com/regions/', {
    at: { '1password.com': 'US', '1password.ca': 'CA', '1password.eu': 'DE', 'events.1password.eu': 'DE' },
  }),
  remembered(['bitwarden', 'US'], 'https://bitwarden.com/help/server-geographies/', {
    at: { 'bitwarden.com': 'US', 'bitwarden.eu': 'EU' },
  }),
  // api.ie1.twilio.com only chose where traffic entered: it was processed in the United States.
  sourced(['twilio', 'US'], 'https://www.twilio.com/docs/global-infrastructure/api-domain-migration-guide', {
    at: { 'twilio.com': 'US', 'dublin.ie1.twilio.com': 'IE', 'sydney.au1.twilio.com': 'AU' },
  }),
  remembered(['twilio', 'US'], 'https://www.twilio.com/docs/sendgrid (EU subusers)', {
    at: {
      ...each('sendgrid.com sendgrid.net', 'US'),
      ...each('api.eu.sendgrid.com eu.sendgrid.com smtp.eu.sendgrid.net', 'EU'),
    },
  }),
  sourced(['sinch', 'SE'], 'https://documentation.mailgun.com/docs/mailgun/api-reference', {
    at: {
      ...each('mailgun.net mailgun.org mailgun.com', 'US'),
      ...each('api.eu.mailgun.net eu.mailgun.net smtp.eu.mailgun.org eu.mailgun.org', 'EU'),
    },
  }),
  remembered(['sinch', 'SE'], 'https://www.mailjet.com/gdpr (hosted in the European Union)', {
    at: { ...each('api.mailjet.com in-v3.mailjet.com', 'EU'), 'us.mailjet.com': 'US' },
    unplaced: { 'mailjet.com': 'the name does not say in which of its regions' },
  }),
  remembered(['sinch', 'SE'], 'https://developers.sinch.com (regional hosts)', {
    at: {
      'eu.sms.api.sinch.com': 'IE',
      'us.sms.api.sinch.com': 'US',
      'zt.eu.sms.api.sinch.com': 'IE',
      'zt.us.sms.api.sinch.com': 'US',
    },
    unplaced: { 'sinch.com': 'the name does not say in which region' },
  }),
  remembered(['brevo', 'FR'], 'https://www.brevo.com/gdpr/ (hosted in the European Union)', {
    at: each('brevo.com sendinblue.com smtp-relay.brevo.com', 'EU'),
  }),
  remembered(['sparkpost', 'US'], 'https://developers.sparkpost.com/api/ (EU in Ireland)', {
    at: {
      'sparkpost.com': 'US',
      'api.eu.sparkpost.com': 'IE',
      'sparkpostmail.com': 'US',
      'smtp.eu.sparkpostmail.com': 'IE',
    },
  }),
  remembered(
    ['intercom', 'US'],
    'https://developers.intercom.com/docs/build-an-integration/learn-more/rest-apis (regions)',
    {
      at: {
        'intercom.io': 'US',
        'api.eu.intercom.io': 'IE',
        'api.au.intercom.io': 'AU',
        'intercom.com': 'US',
        'intercomcdn.com': 'US',
      },
    },
  ),
  remembered(['hubspot', 'US'], 'https://developers.hubspot.com (EU data center)', {
    at: {
      'hubapi.com': 'US',
      'hubspot.com': 'US',
      'api-eu1.hubapi.com': 'DE',
      'app-eu1.hubspot.com': 'DE',
      'hsforms.com': 'US',
    },
  }),
  sourced(['vonage', 'SE'], 'https://developer.vonage.com/vonage-client-sdk/configure-data-center', {
    at: {
      'api-us-3.vonage.com': 'US',
      'api-us-4.vonage.com': 'US',
      'api-eu-3.vonage.com': 'IE',
      'api-eu-4.vonage.com': 'DE',
      'api-ap-3.vonage.com': 'SG',
      'api-ap-4.vonage.com': 'AU',
    },
  }),
  remembered(['vonage', 'SE'], 'https://developer.vonage.com (regional hosts)', {
    at: { 'api-eu.vonage.com': 'IE', 'api-us.vonage.com': 'US', 'api-ap.vonage.com': 'SG' },
    unplaced: each('nexmo.com vonage.com', 'the name does not say in which region'),
  }),
  remembered(['bird', 'NL'], 'https://developers.messagebird.com', { at: { 'rest.messagebird.com': 'NL' } }),
  remembered(['hashicorp', 'US'], 'https://developer.hashicorp.com/terraform/cloud-docs (HCP Europe)', {
    at: { 'app.terraform.io': 'US', 'app.eu.terraform.io': 'EU', 'archivist.terraform.io': 'US' },
    unplaced: { 'hashicorp.cloud': 'the name does not say in which region' },
  }),
  remembered(['unleash', 'NO'], 'https://docs.getunleash.io (hosting regions)', {
    at: { 'eu.app.unleash-hosted.com': 'EU', 'us.app.unleash-hosted.com': 'US' },
    unplaced: { 'unleash-hosted.com': 'the name does not say in which region' },
  }),
  remembered(['n8n', 'DE'], 'https://docs.n8n.io/deploy/use-n8n-cloud', {
    unplaced: { 'n8n.cloud': 'the name does not say in which region' },
  }),
  remembered(['make', 'DE'], 'https://help.make.com (zones)', {
    at: { 'us1.make.com': 'US', 'us2.make.com': 'US' },
    unplaced: { 'make.com': 'the name does not say in which country' },
  }),
  sourced(['webflow', 'US'], 'https://developers.webflow.com/data/reference/eu-hosting', {
    at: {
      'webflow.com': 'US',
      ...each('eu.webflow.com api.eu.webflow.com mcp.eu.webflow.com', 'EU'),
    },
    unplaced: { 'website-files.com': 'a content network', 'webflow.io': 'a content network' },
  }),
  remembered([null, 'DE'], 'mail providers hosted in Germany', {
    at: each(
      'mail.gmx.net smtp.gmx.net gmx.net smtp.web.de web.de posteo.de mailbox.org smtp.strato.de smtp.1und1.de tutanota.com tuta.com securesmtp.t-online.de',
      'DE',
    ),
  }),
  remembered('ovh', 'OVHcloud mail is hosted in France', { at: each('ssl0.ovh.net mx0.ovh.net', 'FR') }),
  remembered([null, 'US'], "the vendors' own terms: processed in the United States by default", {
    at: each(
      `slack.com slack-edge.com slack-msgs.com discord.com discordapp.com zoom.us webex.com postmarkapp.com resend.com mandrillapp.com mailchimp.com
       sendgrid.net doppler.com workos.com clerk.com clerk.dev clerk.accounts.dev stytch.com onelogin.com pingidentity.com duosecurity.com
       stripe.com paypal.com square.com braintreegateway.com zendesk.com freshdesk.com dropbox.com dropboxapi.com box.com airtable.com
       notion.so notion.com asana.com monday.com linear.app figma.com miro.com typeform.com calendly.com docusign.com docusign.net
       facebook.com fbcdn.net graph.facebook.com whatsapp.com whatsapp.net instagram.com linkedin.com twitter.com x.com pinterest.com
       vimeo.com typekit.net gravatar.com maxmind.com vantage.sh apple.com icloud.com push.apple.com amazon.com oracle.com adobe.io adobe.com fastly.net fastly.com
       duckduckgo.com bing.com wikipedia.org wikimedia.org archive.org reddit.com ipify.org ifconfig.me icanhazip.com ipinfo.io
       webhook.site circleci.com mapbox.com requestbin.com pipedream.com zapier.com ifttt.com pagekite.me tailscale.com
       zscaler.net zscaler.com umbrella.com opendns.com`,
      'US',
    ),
    unplaced: each(
      'fastmail.com akamaized.net akamai.net edgekey.net edgesuite.net telegram.org salesforce.com force.com service-now.com workday.com myworkday.com infobip.com oryapis.com',
      'the name does not say where it is',
    ),
  }),
];
