// Policy tests of a repository. The first kind says what must hold; the second shows that the judge would have seen it.
import '@domicile/iac/vitest';
import { describe, expect, test } from 'vitest';

describe('our sites', () => {
  test.each(['sites/reference-hospital.yaml', 'sites/clinic.yaml'])('%s names nothing outside the EEA', (site) => {
    expect(site).not.toBreakRule('RES-002', { found: 'amazonaws.com' });
  });
});

describe('what a supplier sent us', () => {
  const settings = (endpoint: string) => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'letters', namespace: 'care' },
    data: { 'application.yaml': `llm:\n  base-url: ${endpoint}\n` },
  });

  test('stays inside when it calls the model of a European cloud', () => {
    expect(settings('https://api.scaleway.ai/v1')).toStayInside('EEA');
  });

  test('is found out when it calls one abroad, also inside a file in a ConfigMap', () => {
    expect(settings('https://api.openai.com/v1')).not.toStayInside('EEA');
    expect(settings('https://api.openai.com/v1')).toBreakRule('RES-002', { found: 'api.openai.com' });
  });
});
