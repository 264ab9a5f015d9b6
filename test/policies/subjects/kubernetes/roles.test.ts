import { describe, expect, it } from 'vitest';
import { objectTypes } from '../../../../policies/subjects/kubernetes/schema.ts';
import { holdsText, isDecided, roleOf } from '../../../../policies/subjects/leaves/roles.ts';

const textFields = [...objectTypes].flatMap(([type, fields]) =>
  Object.entries(fields)
    .filter(([, fieldType]) => holdsText(fieldType))
    .map(([field]) => [type, field] as const),
);

describe('what the text fields of Kubernetes hold', () => {
  it('was decided for every field of every built-in type, so that a new field is judged until somebody decides', () => {
    expect(textFields.length).toBeGreaterThan(600);
    expect(textFields.filter(([type, field]) => !isDecided(type, field)).map((pair) => pair.join('.'))).toEqual([]);
  });

  it.each([
    ['Container', 'image', 'image'],
    ['ImageVolumeSource', 'reference', 'image'],
    ['EnvVar', 'value', 'free'],
    ['ServiceSpec', 'externalName', 'host'],
    ['ServiceSpec', 'externalIPs', 'host'],
    ['IPBlock', 'cidr', 'cidr'],
    ['PodDNSConfig', 'nameservers', 'host'],
    ['admissionregistration.v1.WebhookClientConfig', 'url', 'url'],
    ['NFSVolumeSource', 'server', 'host'],
    ['ObjectMeta', 'annotations', 'free'],
    ['ObjectMeta', 'name', 'inert'],
    ['ObjectMeta', 'labels', 'inert'],
    ['RoleRef', 'apiGroup', 'inert'],
    ['RBDVolumeSource', 'image', 'inert'],
    ['Container', 'aFieldOfTheFuture', 'free'],
  ])('%s.%s: %s', (type, field, role) => {
    expect(roleOf(type, field)).toBe(role);
  });
});
