import { rke2Keys } from '../../../catalog/rke2.ts';
import type { Fields, Subject } from '../../engine/types.ts';
import type { Setting } from './stated.ts';
import { listOf, textOf } from './workload.ts';

/**
 * What a machine is to RKE2, by its configuration: an agent joins a server and has no key of a server. A file that names
 * nobody to join is that of a server, whatever else it leaves out.
 */
export function rke2Role(body: Fields): 'server' | 'agent' {
  const own = Object.keys(body).some((key) => rke2Keys.server.has(key) && !rke2Keys.agent.has(key));
  return own || body.server === undefined ? 'server' : 'agent';
}

/** The settings that a file answers for: a part in `config.yaml.d` only for those that it states. */
export function settingsOf({ kind, body }: Subject, settings: readonly Setting[]): readonly Setting[] {
  return kind === 'Rke2Part' ? settings.filter(({ path }) => body[String(path[0])] !== undefined) : settings;
}

/** A flag that the configuration hands on to a program: `profiling` of `kube-apiserver-arg`; undefined when it is not given. */
export function flagOf(body: Fields, list: string, name: string): string | undefined {
  const given = listOf(body[list]).flatMap((one) => textOf(one) ?? []);
  return given.findLast((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
}
