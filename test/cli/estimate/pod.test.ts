import { describe, expect, it } from 'vitest';
import { type PodSpec, requestOf } from '../../../cli/estimate/pod.ts';
import { quantity } from '../../../cli/estimate/quantity.ts';

describe('a quantity', () => {
  it.each([
    ['250m', 0.25],
    ['2', 2],
    [2, 2],
    ['0.5', 0.5],
    ['.5', 0.5],
    ['512Mi', 512 * 1024 ** 2],
    ['2Ti', 2 * 1024 ** 4],
    ['1G', 1e9],
    ['1E', 1e18],
    ['1e3', 1000],
    ['100u', 1e-4],
  ])('%s counts %d', (text, value) => expect(quantity(text)).toBeCloseTo(value, 9));

  it.each(['', 'Gi', '1 Gi', '1gi', '-1', '1Qi', 'NaN', '${var.memory}', '1e', '0x10'])('%j is none', (text) =>
    expect(quantity(text)).toBeUndefined(),
  );
});

const asks = (name: string, cpu: string, memory: string, more: object = {}) => ({
  name,
  resources: { requests: { cpu, memory } },
  ...more,
});
const MEBI = 2 ** 20;

describe('what the scheduler keeps free for a pod', () => {
  const cases: readonly (readonly [string, PodSpec, number, number])[] = [
    ['containers together', { containers: [asks('a', '1', '1Mi'), asks('b', '500m', '2Mi')] }, 1.5, 3],
    [
      'the hungriest of those that run before, where it is more, for each resource by itself',
      { containers: [asks('a', '1', '8Mi')], initContainers: [asks('i', '2', '1Mi'), asks('j', '3', '4Mi')] },
      3,
      8,
    ],
    [
      'one that starts first and stays, beside the containers',
      { containers: [asks('a', '1', '1Mi')], initContainers: [asks('s', '1', '1Mi', { restartPolicy: 'Always' })] },
      2,
      2,
    ],
    [
      'one that starts first and stays, beside those that start after it and not those before',
      {
        containers: [asks('a', '1', '1Mi')],
        initContainers: [
          asks('i', '9', '1Mi'),
          asks('s', '2', '1Mi', { restartPolicy: 'Always' }),
          asks('j', '8', '5Mi'),
        ],
      },
      10,
      6,
    ],
    [
      'what the runtime itself takes',
      { containers: [asks('a', '1', '1Mi')], overhead: { cpu: '250m', memory: '1Mi' } },
      1.25,
      2,
    ],
    ['nothing, for a container that says nothing', { containers: [{ name: 'a' }] }, 0, 0],
    [
      'the limit, where a container says no more',
      { containers: [{ name: 'a', resources: { limits: { cpu: '2' } } }] },
      2,
      0,
    ],
  ];

  it.each(cases)('%s', (_, spec, cores, mebibytes) => {
    const { cores: kept, memory } = requestOf(spec);
    expect({ cores: kept, mebibytes: memory / MEBI }).toEqual({ cores, mebibytes });
  });

  it('has accelerators by the name of their resource', () => {
    const gpu = { name: 'a', resources: { limits: { 'nvidia.com/gpu': '2' } } };
    expect(requestOf({ containers: [gpu, { ...gpu, name: 'b' }] }).accelerators).toEqual({ 'nvidia.com/gpu': 4 });
  });

  it('names the container whose quantity nobody can read', () => {
    expect(() => requestOf({ containers: [asks('model', '1', '4 GB')] })).toThrow(
      'container model asks for memory: 4 GB, which is no quantity',
    );
  });
});
