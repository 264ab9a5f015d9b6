import { type Assumption, assumptions } from './assumptions.ts';
import type { Load } from './load.ts';

/** One number of a site file that depends on how large the site is. */
export interface Figure {
  /** Keys from the root of the site file. */
  readonly path: readonly string[];
  /** How the number comes about, for a person who wants another one. */
  readonly because: string;
  readonly of: (load: Load) => string | number;
}

/** Every number of a site file that depends on how large the site is. */
export const figures: readonly Figure[] = [
  ...replicated(
    ['fhir'],
    ['ingress'],
    ['egress'],
    ['audit'],
    ['approval'],
    ['identity'],
    ['hl7'],
    ['names'],
    ['trustCentre'],
  ),
  {
    path: ['modules', 'fhir', 'database', 'storage'],
    because: 'resources of all contacts × kilobytes of one × years',
    of: (load) => volume(resources(load) * kilobytes('resourceKilobytes') * years()),
  },
  {
    path: ['modules', 'research', 'database', 'storage'],
    because: 'half as much again as the FHIR database: exports repeat what several of them ask for',
    of: (load) => volume(1.5 * resources(load) * kilobytes('resourceKilobytes') * years()),
  },
  {
    path: ['modules', 'trustCentre', 'database', 'storage'],
    because: 'one pseudonym for each resource × kilobytes of one × years',
    of: (load) => volume(resources(load) * kilobytes('pseudonymKilobytes') * years()),
  },
  {
    path: ['modules', 'audit', 'database', 'storage'],
    because: 'events of all contacts × kilobytes of one × years; the archive keeps them longer, elsewhere',
    of: (load) => volume(contacts(load, 'inpatientEvents', 'outpatientEvents') * kilobytes('eventKilobytes') * years()),
  },
  {
    path: ['modules', 'hl7', 'storage'],
    because: 'messages of a year × kilobytes of one: all of them, if none could be delivered',
    of: (load) => volume(contacts(load, 'inpatientMessages', 'outpatientMessages') * kilobytes('messageKilobytes')),
  },
  {
    path: ['modules', 'imaging', 'storage'],
    because: 'examinations of all beds × the part that comes here × megabytes of one × years',
    of: ({ beds }) =>
      volume(
        beds *
          value('examinationsPerBed') *
          value('examinationsShared') *
          value('examinationMegabytes') *
          1e6 *
          years(),
      ),
  },
  {
    path: ['modules', 'approval', 'database', 'storage'],
    because: 'drafts of all contacts × kilobytes of one × years',
    of: (load) => volume(drafts(load) * kilobytes('draftKilobytes') * years()),
  },
  {
    path: ['modules', 'observability', 'metrics', 'storage'],
    because: 'series of all replicas × a sample every 15 seconds × bytes of one × 90 days',
    of: (load) => volume(value('seriesPerReplica') * replicas(load) * ((90 * 86_400) / 15) * value('sampleBytes')),
  },
  {
    path: ['modules', 'ai', 'models', '0', 'replicas'],
    because:
      'one while the drafts of a day take a processor less than twelve hours; two accelerators from then on, so that one can fail, and one more for each further 5000 beds',
    of: (load) => (needsAccelerator(load) ? 2 + Math.floor(load.beds / 5000) : 1),
  },
  {
    path: ['modules', 'ai', 'models', '0', 'hardware', 'accelerator'],
    because: 'none while the drafts of a day take a processor less than twelve hours',
    of: (load) => (needsAccelerator(load) ? 'nvidia' : 'cpu'),
  },
  {
    path: ['cluster', 'capabilities', 'gpu'],
    because: 'what the first model runs on',
    of: (load) => (needsAccelerator(load) ? 'nvidia' : 'none'),
  },
];

function replicated(...modules: readonly (readonly string[])[]): readonly Figure[] {
  return modules.map((module) => ({
    path: ['modules', ...module, 'replicas'],
    because: 'one without beds; two, so that one can fail; three from 1000 beds, four from 5000',
    of: replicas,
  }));
}

function replicas({ beds }: Load): number {
  if (beds === 0) return 1;
  return 2 + [1000, 5000].filter((least) => beds >= least).length;
}

function resources(load: Load): number {
  return contacts(load, 'inpatientResources', 'outpatientResources');
}

function drafts(load: Load): number {
  return contacts(load, 'inpatientDrafts', 'outpatientDrafts');
}

function needsAccelerator(load: Load): boolean {
  const seconds = ((drafts(load) / 365) * value('draftTokens')) / value('processorTokensPerSecond');
  return seconds > 12 * 3600;
}

type Name = keyof typeof assumptions;

function contacts({ inpatients, outpatients }: Load, inpatient: Name, outpatient: Name): number {
  return inpatients * value(inpatient) + outpatients * value(outpatient);
}

function value(name: Name): number {
  const { value }: Assumption = assumptions[name];
  return value;
}

function kilobytes(name: Name): number {
  return value(name) * 1000;
}

function years(): number {
  return value('years');
}

/** The sizes in which volumes are bought: one of these times 1, 10, 100 … */
const STEPS = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10];

/** The next larger size in Gi or Ti of a volume that holds so many bytes and is not full then. */
function volume(bytes: number): string {
  const gibibytes = bytes / value('fill') / 2 ** 30;
  const [unit, amount] = gibibytes > 1000 ? ['Ti', gibibytes / 1024] : ['Gi', gibibytes];
  const power = 10 ** Math.max(0, Math.floor(Math.log10(amount)));
  const step = STEPS.find((one) => one * power >= amount && Number.isInteger(one * power)) ?? 10;
  return `${step * power}${unit}`;
}
