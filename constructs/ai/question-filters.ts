import { luaFilter, perMinute, rateLimitFilter } from '../core/envoy/filters.ts';
import type { ModelClient } from './clients.ts';
import { identifyScript, QUESTION, type QuestionScriptProps, questionScript } from './question-script.ts';

/** What a question meets on its way: who asks, how often, what, recorded, and how much. */
export function questionFilters(props: QuestionScriptProps): readonly object[] {
  const { clients } = props;
  return [
    luaFilter(identifyScript(clients), 'identify'),
    rateLimitFilter('requests', NOBODY, {
      rate_limits: [{ actions: [byClient] }],
      descriptors: clients.map((client) => share(client, client.requestsPerMinute)),
      always_consume_default_token_bucket: false,
    }),
    luaFilter(questionScript(props), 'question'),
    rateLimitFilter('tokens', NOBODY, {
      rate_limits: [{ actions: [byClient], hits_addend: { format: `%DYNAMIC_METADATA(${QUESTION}:tokens)%` } }],
      descriptors: clients.map((client) => share(client, client.answerTokensPerMinute)),
      always_consume_default_token_bucket: false,
    }),
  ];
}

// Every client has a bucket of its own; Envoy demands one for all others, and there are none.
const NOBODY = { max_tokens: 1, tokens_per_fill: 1, fill_interval: '86400s' };

const byClient = {
  metadata: {
    descriptor_key: 'client',
    metadata_key: { key: QUESTION, path: [{ key: 'client' }] },
    source: 'DYNAMIC',
  },
};

function share({ host }: ModelClient, count: number) {
  return { entries: [{ key: 'client', value: host }], token_bucket: perMinute(count) };
}
