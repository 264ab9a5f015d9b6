/**
 * Services that a configuration chooses by a word and that nobody runs at home, with the host that each asks when no
 * address stands beside the word. Products that people also run themselves, or that always need an address, are left out.
 * Recalled from the services' API references, as of 2026-11-23.
 */
export const HOSTED_WORDS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    // Models.
    openai: 'api.openai.com',
    anthropic: 'api.anthropic.com',
    claude: 'api.anthropic.com',
    cohere: 'api.cohere.com',
    gemini: 'generativelanguage.googleapis.com',
    googleai: 'generativelanguage.googleapis.com',
    vertexai: 'aiplatform.googleapis.com',
    bedrock: 'bedrock.amazonaws.com',
    groq: 'api.groq.com',
    deepseek: 'api.deepseek.com',
    openrouter: 'openrouter.ai',
    perplexity: 'api.perplexity.ai',
    voyageai: 'api.voyageai.com',
    jinaai: 'api.jina.ai',
    elevenlabs: 'api.elevenlabs.io',
    deepgram: 'api.deepgram.com',
    assemblyai: 'api.assemblyai.com',
    pinecone: 'api.pinecone.io',
    // Mail, messages and pushes.
    gmail: 'smtp.gmail.com',
    mailgun: 'api.mailgun.net',
    mandrill: 'mandrillapp.com',
    postmark: 'api.postmarkapp.com',
    resend: 'api.resend.com',
    sendgrid: 'api.sendgrid.com',
    sparkpost: 'api.sparkpost.com',
    ses: 'email.amazonaws.com',
    twilio: 'api.twilio.com',
    vonage: 'api.nexmo.com',
    nexmo: 'api.nexmo.com',
    slack: 'slack.com',
    discord: 'discord.com',
    pushover: 'api.pushover.net',
    telegram: 'api.telegram.org',
    pusher: 'api.pusher.com',
    onesignal: 'onesignal.com',
    // Telemetry.
    awslogs: 'logs.amazonaws.com',
    awsxray: 'xray.amazonaws.com',
    cloudwatch: 'monitoring.amazonaws.com',
    appinsights: 'dc.services.visualstudio.com',
    datadog: 'api.datadoghq.com',
    gcplogs: 'logging.googleapis.com',
    stackdriver: 'monitoring.googleapis.com',
    honeycomb: 'api.honeycomb.io',
    librato: 'metrics-api.librato.com',
    logdna: 'logs.logdna.com',
    loggly: 'logs-01.loggly.com',
    newrelic: 'api.newrelic.com',
    opsgenie: 'api.opsgenie.com',
    pagerduty: 'events.pagerduty.com',
    papertrail: 'logs.papertrailapp.com',
    rollbar: 'api.rollbar.com',
    bugsnag: 'notify.bugsnag.com',
    signalfx: 'ingest.signalfx.com',
    // Files, search, maps and keys.
    algolia: 'algolia.net',
    cloudinary: 'api.cloudinary.com',
    firestore: 'firestore.googleapis.com',
    gcs: 'storage.googleapis.com',
    googlepse: 'www.googleapis.com',
    googlestorage: 'storage.googleapis.com',
    serpapi: 'serpapi.com',
    serper: 'google.serper.dev',
    tavily: 'api.tavily.com',
    awskms: 'kms.amazonaws.com',
    gcpckms: 'cloudkms.googleapis.com',
    gcpkms: 'cloudkms.googleapis.com',
    gcptrace: 'cloudtrace.googleapis.com',
    mapbox: 'api.mapbox.com',
  }),
);

/** Programs that reach their maker's service by being started, by the last part of their image; and what sends them elsewhere. */
export const HOSTED_PROGRAMS: ReadonlyMap<string, { readonly host: string; readonly unless: readonly string[] }> =
  new Map(
    Object.entries({
      cloudflared: { host: 'argotunnel.com', unless: [] },
      ngrok: { host: 'connect.ngrok-agent.com', unless: ['server_addr'] },
      tailscale: { host: 'controlplane.tailscale.com', unless: ['login-server'] },
      geoipupdate: { host: 'updates.maxmind.com', unless: ['GEOIPUPDATE_HOST'] },
      renovate: { host: 'api.github.com', unless: ['RENOVATE_ENDPOINT', 'endpoint'] },
      certbot: { host: 'acme-v02.api.letsencrypt.org', unless: ['--server'] },
      'infrastructure-bundle': { host: 'infra-api.newrelic.com', unless: ['NRIA_COLLECTOR_URL'] },
    }),
  );
