import { type Size, sizes } from '../../catalog/sizing/load.ts';
import { type Form, forms } from '../../constructs/core/document/forms.ts';
import { eeaCountries } from '../../constructs/core/site/countries.ts';
import { machineQuestions } from './machines.ts';
import { profiles } from './profile.ts';

/** One thing that `domicile init` must know. Its name is the option that answers it without asking. */
export interface Question {
  readonly text: string;
  /** What is taken when nothing is said; made from the answers before it. */
  readonly fallback: (before: Answers) => string;
  /** Undefined when the answer can be used; otherwise what can be. */
  readonly refusal: (answer: string) => string | undefined;
  /** False for what is asked only by option: a person at a terminal gets the fallback. */
  readonly asked: boolean;
  /** Whether it is a question at all, after the answers before it. @default always */
  readonly applies?: (before: Answers) => boolean;
}

/** The answers, by the names of {@link questions}. */
export type Answers = Readonly<Record<string, string>>;

/** Every question, in the order in which they are asked. */
export const questions = {
  name: {
    text: 'Name of the site',
    fallback: () => 'hospital',
    refusal: form(forms.dnsLabel),
    asked: false,
  },
  organisation: {
    text: 'Organisation that runs it',
    fallback: ({ name = '' }) => name.replaceAll('-', ' ').replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    refusal: form(forms.words),
    asked: false,
  },
  domain: {
    text: 'Domain of its own hosts',
    fallback: ({ name = '' }) => `${name}.example`,
    refusal: form({
      pattern: /^(?:[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z][-a-z0-9]*[a-z]$/,
      allowed: 'a domain: hospital.example',
    }),
    asked: false,
  },
  country: {
    text: 'Country, as two letters',
    fallback: () => 'DE',
    refusal: oneOf(eeaCountries, 'a member country of the EEA'),
    asked: true,
  },
  profile: {
    text: `What it runs (${Object.keys(profiles).join(', ')})`,
    fallback: () => 'hospital',
    refusal: oneOf(Object.keys(profiles)),
    asked: true,
  },
  beds: {
    text: 'Beds, which its sizes are made from: docs/sizing.md',
    fallback: ({ profile = '' }) => (Object.hasOwn(sizes, profile) ? `${sizes[profile as Size].beds}` : 'as they are'),
    refusal: (answer) =>
      /^(?:0|[1-9][0-9]{0,4})$/.test(answer) || answer === 'as they are' ? undefined : 'a number of beds: 250',
    asked: false,
  },
  cluster: {
    text: 'Cluster: rehearsal (a control plane on this machine), or KUBECONFIG#CONTEXT',
    fallback: () => 'rehearsal',
    refusal: (answer) => (answer === 'rehearsal' ? undefined : clusterRefusal(answer)),
    asked: true,
  },
  registry: {
    text: 'Registry that every image is pulled from',
    fallback: ({ domain = '' }) => `registry.${domain}`,
    refusal: form(forms.registry),
    asked: true,
  },
  storage: {
    text: 'Encrypted storage class, and S3 endpoint of the backup: CLASS https://…',
    fallback: ({ domain = '' }) => `encrypted-block https://s3.${domain}`,
    refusal: storageRefusal,
    asked: true,
  },
  network: {
    text: 'Network of its own hosts, in CIDR notation',
    fallback: ({ profile }) => (Object.hasOwn(sizes, profile ?? '') ? '10.20.0.0/16' : '10.40.0.0/16'),
    refusal: form({ pattern: /^[0-9a-f.:]+\/[0-9]{1,3}$/, allowed: 'a network: 10.4.0.0/16' }),
    asked: false,
  },
  location: {
    text: 'Where the cluster runs: a city for its own premises, or PROVIDER/REGION',
    fallback: () => 'its own premises',
    refusal: form(forms.words),
    asked: false,
  },
  ...machineQuestions,
} as const satisfies Readonly<Record<string, Question>>;

/** Name of a question, and of the option that answers it. */
export type QuestionName = keyof typeof questions;

function form({ pattern, allowed }: Form): Question['refusal'] {
  return (answer) => (pattern.test(answer) ? undefined : allowed);
}

function oneOf(choices: readonly string[], words?: string): Question['refusal'] {
  return (answer) => (choices.includes(answer) ? undefined : `${words ?? 'one of these'}: ${choices.join(' ')}`);
}

function clusterRefusal(answer: string): string | undefined {
  const [file = '', context = '', ...rest] = answer.split('#');
  const usable = forms.filePath.pattern.test(file) && forms.identifier.pattern.test(context) && rest.length === 0;
  return usable ? undefined : 'rehearsal, or a kubeconfig and one of its contexts: ~/.kube/config#hospital';
}

function storageRefusal(answer: string): string | undefined {
  const [name = '', endpoint = '', ...rest] = answer.split(/\s+/);
  const usable = forms.objectName.pattern.test(name) && forms.httpsUrl.pattern.test(endpoint) && rest.length === 0;
  return usable ? undefined : 'a StorageClass and an https:// endpoint: encrypted-block https://s3.hospital.example';
}
