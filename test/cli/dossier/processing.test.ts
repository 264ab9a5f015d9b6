import { describe, expect, it } from 'vitest';
import { PROCESSING } from '../../../catalog/processing.ts';
import { activitiesOf, silentModulesOf } from '../../../cli/dossier/processing/activities.ts';
import { activityOf } from '../../../cli/dossier/processing/activity.ts';
import { HISTORY_DAYS } from '../../../cli/dossier/processing/ai-activities.ts';
import { foreignTies } from '../../../cli/dossier/processing/transfers.ts';
import { loadSite } from '../../../constructs/core/site/load.ts';
import { moduleNeeds } from '../../../constructs/core/site/modules/modules.ts';
import type { Site } from '../../../constructs/core/site/site.ts';
import { bpmnOf } from '../../../constructs/workflow/bpmn.ts';
import { dischargeLetter } from '../../../constructs/workflow/discharge-letter.ts';

const reference = loadSite('sites/reference-hospital.yaml');
const clinic = loadSite('sites/clinic.yaml');
const member = loadSite('examples/shared-trust-centre/hospital.yaml');

const idsOf = (site: Site) => activitiesOf(site).map(({ id }) => id);

function without(name: keyof Site['modules'], site = reference): Site {
  const { [name]: _, ...modules } = site.modules;
  return { ...site, modules };
}

/** The reference site, whose one app is of another publisher. */
function publishedBy(publisher: { country: string; parent: { name: string; country: string } }): Site {
  const { marketplace } = reference.modules;
  const app = marketplace?.apps['radiology-assistant'];
  if (marketplace === undefined || app === undefined) throw new Error('the reference site has no app any more');
  const apps = { 'radiology-assistant': { ...app, publisher: { name: 'Somebody', ...publisher } } };
  return { ...reference, modules: { ...reference.modules, marketplace: { ...marketplace, apps } } };
}

describe('the processing activities of a site', () => {
  it('are those of its modules, and the clinic has no others', () => {
    expect(idsOf(clinic)).toEqual(['record', 'audit']);
  });

  it('are one for each workflow, data set, collection and app', () => {
    expect(idsOf(reference)).toEqual([
      ...['record', 'messages', 'imaging', 'pseudonymisation', 'research'],
      ...[
        'assistance/discharge-letter',
        'assistance/coding',
        'assistance/diagnostic-support',
        'assistance/early-warning',
      ],
      ...['tuning/discharge-letters', 'retrieval/guidelines', 'bias', 'audit', 'identity', 'entrance', 'backup'],
      ...['application/radiology-assistant', 'observability'],
    ]);
  });

  it.each(Object.keys(moduleNeeds).map((name) => [name as keyof Site['modules']]))(
    'vanish with the module %s, and none appears',
    (name) => {
      // A trust centre elsewhere takes the place of an own one.
      const site = Object.hasOwn(reference.modules, name) ? reference : member;
      const before = idsOf(site);
      const after = idsOf(without(name, site));
      const gone = activitiesOf(site).filter(({ id }) => !after.includes(id));
      expect(after.filter((id) => !before.includes(id))).toEqual([]);
      expect(silentModulesOf(without(name, site))).not.toContain(name);
      expect(gone.map(({ module }) => module.split('.')[1])).toEqual(gone.map(() => name));
      expect(gone.length > 0 || silentModulesOf(site).includes(name)).toBe(true);
    },
  );

  it('leave out an app that was reviewed and is not admitted', () => {
    const { marketplace } = reference.modules;
    if (marketplace === undefined) throw new Error('the reference site has no marketplace any more');
    const modules = { ...reference.modules, marketplace: { ...marketplace, admitted: [] } };
    expect(idsOf({ ...reference, modules })).not.toContain('application/radiology-assistant');
  });

  it('take purpose, data, time limits and the deciding role from the site and its workflows', () => {
    const coding = activitiesOf(reference).find(({ id }) => id === 'assistance/coding');
    expect(coding?.purpose).toContain('nothing is billed by it');
    expect(coding?.dataCategories).toContain('shown to the model of Procedure: code.text, performedDateTime, note');
    expect(coding?.particulars.join('\n')).toContain(
      'writes Condition, Procedure once somebody with the role clinician',
    );
    const audit = activitiesOf(clinic).find(({ id }) => id === 'audit');
    expect(audit?.retention).toEqual(['3650 days in the audit store']);
  });

  it('are not recorded without a purpose', () => {
    const here = { id: 'record', module: 'modules.fhir', purpose: ' ' };
    expect(() => activityOf(PROCESSING.record, here)).toThrow(
      'the processing activity record has no purpose; say it in modules.fhir',
    );
  });

  it.each(Object.entries(PROCESSING))('have a purpose, people, data and a source: %s', (_, one) => {
    expect(one.purpose.length).toBeGreaterThan(20);
    expect(one.dataSubjects.length).toBeGreaterThan(0);
    expect(one.dataCategories.length).toBeGreaterThan(0);
    expect(one.source).toMatch(/^docs\/roles\/[a-z-]+\.md/);
    expect(one.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(one.dataCategories.some((category) => category.includes('Art. 9'))).toBe(one.special);
  });
});

it('the history of a workflow is kept as long as its process says', () => {
  const context = {
    ...{ model: { name: 'm', digest: 'sha256:0' }, clinicianRole: 'c', escalationRole: 'e' },
    overdue: 'http://127.0.0.1:9104/v1/logs',
    ...{
      fhir: 'http://127.0.0.1:9100/fhir',
      models: 'http://127.0.0.1:9101/v1',
      lineage: 'http://127.0.0.1:9103/v1/logs',
    },
  };
  expect(bpmnOf(dischargeLetter, context)).toContain(`historyTimeToLive="P${HISTORY_DAYS}D"`);
});

describe('a publisher', () => {
  const inside = { name: 'Own Holding', country: 'SE' };

  it.each([
    ['of the EEA ties to nothing', { country: 'NO', parent: inside }, []],
    ['with a foreign seat shows', { country: 'CH', parent: inside }, ['Somebody has its seat in Switzerland (CH)']],
    [
      'with a foreign parent shows',
      { country: 'DE', parent: { name: 'Big Inc.', country: 'US' } },
      ['Somebody is controlled by Big Inc. in United States (US)'],
    ],
  ])('%s', (_, publisher, ties) => {
    const app = activitiesOf(publishedBy(publisher)).find(({ id }) => id === 'application/radiology-assistant');
    expect(app?.recipients.flatMap(foreignTies)).toEqual(ties);
  });
});
