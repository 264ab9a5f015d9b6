import type { AttackClass } from '../types.ts';
import { customResourceClasses } from './custom-resources.ts';
import { fileClasses } from './files.ts';
import { hardeningClasses } from './hardening.ts';
import { imageClasses } from './images.ts';
import { nameClasses } from './names.ts';
import { networkPolicyClasses } from './network-policies.ts';
import { operatorClasses } from './operators.ts';
import { oversightClasses } from './oversight.ts';
import { podClasses } from './pods.ts';
import { regionClasses } from './regions.ts';
import { storageClasses } from './storage.ts';
import { terraformClasses } from './terraform.ts';
import { wayClasses } from './ways.ts';

/** Every way to attack that there is. */
export const attackClasses: readonly AttackClass[] = [
  ...podClasses,
  ...fileClasses,
  ...imageClasses,
  ...regionClasses,
  ...nameClasses,
  ...networkPolicyClasses,
  ...storageClasses,
  ...customResourceClasses,
  ...terraformClasses,
  ...operatorClasses,
  ...hardeningClasses,
  ...oversightClasses,
  ...wayClasses,
];
