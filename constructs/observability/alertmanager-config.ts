import { stringify } from 'yaml';
import type { Site } from '../core/site/site.ts';
import { mutualTls } from './prometheus-config.ts';

/** Port on the loopback of its pod. */
export const ALERTMANAGER_PORT = 9093;

/** Port on which Prometheus hands over alerts. */
export const ALERTS_PORT = 8443;

type Receiver = NonNullable<Site['modules']['observability']>['receiver'];

/** What Alertmanager's configuration is made from. */
export interface AlertmanagerConfigProps {
  readonly receiver: Receiver;
  /** Loopback proxy that leads to a webhook. @default - reached directly */
  readonly proxy: { readonly host: string; readonly port: number } | undefined;
  /** Where the mail relay is dialled: the relay's own host, or the pod's loopback end of the way there. */
  readonly smarthost: { readonly host: string; readonly port: number };
}

/** Alertmanager's configuration: one receiver, inside the boundary; the cause of a failure hides its consequences. */
export function alertmanagerConfig(props: AlertmanagerConfigProps): string {
  const file = {
    global: { resolve_timeout: '5m' },
    route: {
      receiver: 'site',
      group_by: ['alertname', 'namespace'],
      group_wait: '30s',
      group_interval: '5m',
      repeat_interval: '4h',
    },
    inhibit_rules: [
      {
        source_matchers: ['alertname="AuditStoreUnreachable"'],
        target_matchers: ['alertname="AuditQueueGrowing"'],
      },
    ],
    receivers: [{ name: 'site', ...receiverOf(props) }],
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

function receiverOf({ receiver, proxy, smarthost }: AlertmanagerConfigProps) {
  if (receiver.kind === 'webhook') {
    const { url } = receiver;
    return {
      webhook_configs: [
        {
          url,
          send_resolved: true,
          http_config: {
            tls_config: mutualTls(new URL(url).hostname),
            ...(proxy === undefined ? {} : { proxy_url: `http://${proxy.host}:${proxy.port}` }),
          },
        },
      ],
    };
  }
  return {
    email_configs: [
      {
        ...{ to: receiver.to, from: receiver.from, smarthost: `${smarthost.host}:${smarthost.port}` },
        hello: 'alertmanager',
        require_tls: true,
        tls_config: mutualTls(receiver.host),
        send_resolved: true,
      },
    ],
  };
}
