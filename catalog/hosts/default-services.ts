/** A block of configuration that reaches a service by being there, unless a setting of it names another address. */
export interface DefaultService {
  /** The block's name, in the spellings that formats have. */
  readonly keys: readonly string[];
  /** Settings that replace the address. */
  readonly unless: readonly string[];
  /** Where it goes without one. */
  readonly host: string;
  readonly source: string;
  readonly asOf: string;
}

const ALERTMANAGER = {
  source: 'https://prometheus.io/docs/alerting/latest/configuration/ (defaults of the receivers)',
  asOf: '2026-11-22',
} as const;

function receiver(name: string, unless: string, host: string): DefaultService {
  const camel = `${name}Configs`;
  return { keys: [`${name.toLowerCase()}_configs`, camel], unless: unless.split(' '), host, ...ALERTMANAGER };
}

/** Receivers of Alertmanager and of its operator that need no address to reach somebody's service. */
export const DEFAULT_SERVICES: readonly DefaultService[] = [
  receiver('pagerduty', 'url', 'events.pagerduty.com'),
  receiver('opsgenie', 'api_url apiURL', 'api.opsgenie.com'),
  receiver('victorops', 'api_url apiUrl', 'alert.victorops.com'),
  receiver('pushover', 'api_url apiURL', 'api.pushover.net'),
  receiver('telegram', 'api_url apiURL', 'api.telegram.org'),
  receiver('wechat', 'api_url apiURL', 'qyapi.weixin.qq.com'),
  receiver('webex', 'api_url apiURL', 'webexapis.com'),
  receiver('rocketchat', 'api_url apiURL', 'open.rocket.chat'),
];
