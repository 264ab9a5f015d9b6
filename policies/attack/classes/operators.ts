import { withItem } from '../edit.ts';
import { webSpellings } from '../spellings.ts';
import type { AttackClass } from '../types.ts';

/** Attacks by a place that is inside and an operator that is not. */
export const operatorClasses: readonly AttackClass[] = [
  {
    id: 'operators',
    title: 'a host inside, run by somebody who answers to a law that the site does not accept',
    aim: 'operators',
    caughtBy: ['SOV-', 'RES-'],
    mutate({ foreign, pods }, random) {
      if (foreign.operated.length === 0 || pods.length === 0) return undefined;
      const { subject, containers } = random.pick(pods);
      const { value: host, because } = random.pick(foreign.operated);
      const { how, write } = random.pick(webSpellings(host));
      const value = write(host);
      const added = withItem(subject.body, [...random.pick(containers), 'env'], { name: 'STORE_URL', value });
      const change = { do: 'edit', subject, body: added.body } as const;
      return { change, what: `variable STORE_URL: ${how}`, value, because, at: [...added.path, 'value'] };
    },
  },
];
