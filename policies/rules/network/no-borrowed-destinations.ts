import { defineRule } from '../../engine/rule.ts';
import type { Context, Fields, Path, Subject, Value, Verdict } from '../../engine/types.ts';
import { indexed } from '../shared/indexed.ts';
import { isApiServerService } from '../shared/kubernetes-own.ts';
import { namespaceOf } from '../shared/namespace.ts';
import { selectsNothing } from '../shared/service.ts';
import { show } from '../shared/value.ts';
import { fieldsOf, listOf, textOf } from '../shared/workload.ts';

/** A Service sends its clients to pods that it selects, not to an address that somebody else decides. */
export const noBorrowedDestinations = defineRule({
  id: 'NET-006',
  title: 'A Service sends its clients to pods that it selects, or to endpoints that the same configuration names.',
  severity: 'high',
  enforcement: 'deny',
  controls: ['gdpr/art-32', 'gdpr/art-44', 'grundschutz/APP.4.4.A18', 'cis-k8s/5.3.2'],
  selects: ['Service'],
  whenSilent: 'pass',
  rationale:
    'ExternalName turns an internal name into any name of the internet; a Service without a selector goes wherever ' +
    'whoever writes its endpoints says; externalIPs let a Service take over an address (CVE-2020-8554).',
  remedy: 'select pods with `spec.selector`, or write the EndpointSlice in the same configuration; drop externalIPs',
  *evaluate(subject, context) {
    const spec = fieldsOf(subject.body.spec);
    if (spec.type === 'ExternalName') yield externalName(spec.externalName, context);
    else if (selectsNothing(spec) && !isApiServerService(subject)) yield withoutSelector(subject, context);
    for (const [index, address] of listOf(spec.externalIPs).entries()) {
      yield externalAddress(['spec', 'externalIPs', index], address);
    }
  },
});

function externalName(name: Value | undefined, context: Context): Verdict {
  const found = show(name);
  const verdict = typeof name === 'string' && name !== '' ? context.place(name, 'host') : undefined;
  const expected = `a selector, or a name known to lie inside ${context.boundary.name}`;
  const because = verdict?.reason ?? 'the external name is not known';
  const result = ({ inside: 'pass', outside: 'fail', unknown: 'indeterminate' } as const)[
    verdict?.verdict ?? 'unknown'
  ];
  return { result, path: ['spec', 'externalName'], found, because, expected };
}

function withoutSelector(subject: Subject, context: Context): Verdict {
  const named = [...endpointsNamed(subject.name, context), ...slicesOf(subject.name, context)].some(
    (one) => namespaceOf(one, context) === namespaceOf(subject, context),
  );
  return {
    result: named ? 'pass' : 'indeterminate',
    path: ['spec', 'selector'],
    found: '(nothing)',
    because: 'no selector, and no endpoints in this input: whoever writes them decides where it leads',
    expected: 'spec.selector, or Endpoints or an EndpointSlice of this Service in the same input',
  };
}

const serviceLabel = 'kubernetes.io/service-name';
const endpointsNamed = indexed('Endpoints', ({ name }) => name);
const slicesOf = indexed('EndpointSlice', (slice) => textOf(labelsOf(slice)[serviceLabel]));

function labelsOf(subject: Subject): Fields {
  return fieldsOf(fieldsOf(subject.body.metadata).labels);
}

function externalAddress(path: Path, address: Value): Verdict {
  const because = 'the nodes would take traffic for this address as if it were their own';
  return { result: 'fail', path, found: show(address), because, expected: 'no externalIPs' };
}
