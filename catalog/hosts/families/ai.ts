import type { HostFamily } from '../types.ts';
import { each, remembered, sourced } from './family.ts';

/** Model APIs, model hubs, and tools that watch models. */
export const ai: readonly HostFamily[] = [
  remembered(['openai', 'US'], 'https://platform.openai.com/docs/guides/your-data (data residency hosts)', {
    at: {
      'openai.com': 'US',
      'us.api.openai.com': 'US',
      'gb.api.openai.com': 'GB',
      'jp.api.openai.com': 'JP',
      'in.api.openai.com': 'IN',
      'sg.api.openai.com': 'SG',
      'kr.api.openai.com': 'KR',
      'ca.api.openai.com': 'CA',
      'au.api.openai.com': 'AU',
      'ae.api.openai.com': 'AE',
      'chatgpt.com': 'US',
      'oaistatic.com': 'US',
    },
  }),
  sourced(['openai', 'US'], 'https://help.openai.com/en/articles/10503543-data-residency-for-the-openai-api', {
    unplaced: { 'eu.api.openai.com': 'processed in the EEA or Switzerland: the name does not say in which' },
  }),
  remembered(['anthropic', 'US'], 'https://privacy.anthropic.com (where data is processed)', {
    at: each('anthropic.com claude.ai claude.com', 'US'),
  }),
  remembered(['mistral', 'FR'], 'https://help.mistral.ai (data is hosted in the European Union by default)', {
    at: { 'mistral.ai': 'EU', 'us.api.mistral.ai': 'US' },
  }),
  remembered(['aleph-alpha', 'DE'], 'https://docs.aleph-alpha.com (Heidelberg)', { at: { 'aleph-alpha.com': 'DE' } }),
  sourced(['deepl', 'DE'], 'https://developers.deepl.com/docs/getting-started/regional-endpoints', {
    at: { 'api.deepl.com': 'EU', 'api-us.deepl.com': 'US', 'api-jp.deepl.com': 'JP' },
    unplaced: { 'deepl.com': 'the name does not say in which region: there are others than the European Union' },
  }),
  remembered(['upstage', 'KR'], 'Upstage, Seoul', { at: { 'upstage.ai': 'KR' } }),
  remembered(['naver', 'KR'], 'NAVER Cloud, Korea', { at: each('ntruss.com ncloud.com', 'KR') }),
  remembered(['maritaca', 'BR'], 'Maritaca AI, Campinas', { at: { 'maritaca.ai': 'BR' } }),
  remembered(['sber', 'RU'], 'https://developers.sber.ru (GigaChat)', { at: { 'sberbank.ru': 'RU', 'sber.ru': 'RU' } }),
  remembered(['sarvam', 'IN'], 'Sarvam AI, Bengaluru', { at: { 'sarvam.ai': 'IN' } }),
  remembered(['etalab', 'FR'], 'https://albert.api.etalab.gouv.fr (French state, DINUM)', {
    at: { 'albert.api.etalab.gouv.fr': 'FR' },
  }),
  remembered(['gwdg', 'DE'], 'https://docs.hpc.gwdg.de/services/saia (Goettingen)', {
    at: each('chat-ai.academiccloud.de saia.gwdg.de gwdg.de', 'DE'),
  }),
  remembered(['fz-juelich', 'DE'], 'Helmholtz Blablador, Jülich', {
    at: { 'api.helmholtz-blablador.fz-juelich.de': 'DE', 'helmholtz-blablador.fz-juelich.de': 'DE' },
  }),
  remembered(['berget', 'SE'], 'https://berget.ai (Sweden)', { at: { 'berget.ai': 'SE' } }),
  remembered(['seeweb', 'IT'], 'https://regolo.ai (Seeweb, Italy)', { at: { 'regolo.ai': 'IT' } }),
  remembered(['lighton', 'FR'], 'https://lighton.ai', { at: { 'api.lighton.ai': 'FR' } }),
  remembered([null, 'US'], "the providers' own terms: processed in the United States by default", {
    at: each(
      `groq.com perplexity.ai pplx.ai cohere.com cohere.ai together.xyz together.ai fireworks.ai replicate.com replicate.delivery
       x.ai ai21.com stability.ai elevenlabs.io assemblyai.com deepgram.com voyageai.com cerebras.ai sambanova.ai lambda.ai
       lambdalabs.com hyperbolic.xyz novita.ai deepinfra.com baseten.co modal.run modal.com runpod.ai runpod.io runpod.net
       integrate.api.nvidia.com api.nvcf.nvidia.com build.nvidia.com models.github.ai api.githubcopilot.com githubcopilot.com
       ollama.com writer.com reka.ai inflection.ai midjourney.com runwayml.com tavily.com exa.ai serper.dev serpapi.com
       jina.ai unstructured.io unstructuredapp.io llamaindex.ai cloud.llamaindex.ai nomic.ai mem0.ai kaggle.com
       smith.langchain.com wandb.ai comet.com arize.com traceloop.com portkey.ai braintrust.dev helicone.ai humanloop.com
       galileo.ai gretel.ai scale.com snorkel.ai labelbox.com roboflow.com clarifai.com monsterapi.ai friendli.ai
       abacus.ai anyscale.com octo.ai predibase.com lepton.ai you.com brave.com search.brave.com cursor.sh cursor.com
       vapi.ai retellai.com nuance.com suki.ai abridge.com pinecone.io featherless.ai e2b.app e2b.dev firecrawl.dev
       inceptionlabs.ai crusoecloud.com llama.com morphllm.com parasail.io poe.com promptlayer.com topazlabs.com v0.dev
       venice.ai datarobot.com fal.run fal.ai agentops.ai hconeai.com replicate.net`,
      'US',
    ),
  }),
  sourced(['vapi', 'US'], 'https://docs.vapi.ai/security-and-privacy/eu-region', {
    at: each('dashboard.eu.vapi.ai api.eu.vapi.ai sip.eu.vapi.ai', 'EU'),
  }),
  remembered(['llamaindex', 'US'], 'https://docs.cloud.llamaindex.ai (regions)', {
    at: { 'api.cloud.eu.llamaindex.ai': 'EU' },
  }),
  remembered(['assemblyai', 'US'], 'https://www.assemblyai.com/docs (EU endpoint in Dublin)', {
    at: { 'api.eu.assemblyai.com': 'IE', 'streaming.eu.assemblyai.com': 'IE', 'llm-gateway.eu.assemblyai.com': 'IE' },
  }),
  remembered(['elevenlabs', 'US'], 'https://elevenlabs.io/docs (EU residency)', {
    at: { 'api.eu.residency.elevenlabs.io': 'EU' },
  }),
  remembered(['deepgram', 'US'], 'https://developers.deepgram.com (EU endpoint)', {
    at: { 'api.eu.deepgram.com': 'EU' },
  }),
  remembered(['xai', 'US'], 'https://docs.x.ai (regional endpoints)', {
    at: { 'eu-west-1.api.x.ai': 'IE', 'us-east-1.api.x.ai': 'US' },
  }),
  remembered(['hugging-face', 'US'], 'https://huggingface.co/docs/inference-endpoints (regions)', {
    at: each(
      'huggingface.co hf.co xethub.hf.co hf.space api-inference.huggingface.co cdn-lfs.huggingface.co cdn-lfs.hf.co cdn-lfs-us-1.hf.co',
      'US',
    ),
    unplaced: {
      'router.huggingface.co': 'routes to providers anywhere',
      'endpoints.huggingface.cloud': 'the name does not say in which region',
      'cdn-lfs-eu-1.hf.co': 'a content network',
    },
  }),
  ...(['aws', 'gcp', 'azure'] as const).map((cloud) =>
    remembered(['hugging-face', 'US'], 'https://huggingface.co/docs/inference-endpoints (regions)', {
      regions: cloud,
      regional: [`{region}.${cloud}.endpoints.huggingface.cloud`],
    }),
  ),
  remembered(null, 'routers: each request may go to another provider', {
    unplaced: each(
      'openrouter.ai requesty.ai litellm.ai edenai.run cortecs.ai unify.ai glama.ai nano-gpt.com aimlapi.com ai-gateway.vercel.sh gateway.ai.vercel.com',
      'routes to providers anywhere',
    ),
    at: { 'eu.openrouter.ai': 'EU', 'router.eu.requesty.ai': 'EU' },
  }),
  remembered([null, 'CN'], "the providers' own terms: processed in China", {
    at: each(
      `deepseek.com moonshot.cn bigmodel.cn minimax.chat minimaxi.com baichuan-ai.com lingyiwanwu.com siliconflow.cn stepfun.com
       volces.com volcengineapi.com baidubce.com sensenova.cn modelscope.cn xf-yun.com hf-mirror.com`,
      'CN',
    ),
  }),
  remembered([null, 'SG'], "the providers' own terms: processed in Singapore", {
    at: each('moonshot.ai z.ai siliconflow.com minimax.io bytepluses.com', 'SG'),
  }),
  sourced(['langfuse', 'US'], 'https://langfuse.com/cloud (select a region)', {
    at: {
      'cloud.langfuse.com': 'IE',
      'us.cloud.langfuse.com': 'US',
      'hipaa.cloud.langfuse.com': 'US',
      'jp.cloud.langfuse.com': 'JP',
    },
  }),
  remembered(['langchain', 'US'], 'https://docs.smith.langchain.com (EU instance in the Netherlands)', {
    at: { 'eu.api.smith.langchain.com': 'NL', 'eu.smith.langchain.com': 'NL', 'api.smith.langchain.com': 'US' },
  }),
  remembered(['helicone', 'US'], 'https://docs.helicone.ai (EU endpoints)', {
    at: { 'eu.helicone.ai': 'EU', 'eu.api.helicone.ai': 'EU' },
  }),
  remembered(['pinecone', 'US'], 'https://docs.pinecone.io', {
    unplaced: { 'svc.pinecone.io': 'the name does not say in which region the index is' },
    at: { 'api.pinecone.io': 'US' },
  }),
  ...(['aws', 'gcp', 'azure'] as const).flatMap((cloud) => [
    remembered(['qdrant', 'DE'], 'https://qdrant.tech/documentation/cloud/', {
      regions: cloud,
      regional: [`{region}-#.${cloud}.cloud.qdrant.io`, `{region}.${cloud}.cloud.qdrant.io`],
    }),
    remembered(['weaviate', 'NL'], 'https://docs.weaviate.io/cloud', {
      regions: cloud,
      regional: [`{region}.${cloud}.weaviate.cloud`],
    }),
    remembered(['zilliz', 'US'], 'https://docs.zilliz.com/docs/cloud-providers-and-regions', {
      regions: cloud,
      regional: [
        `${cloud === 'azure' ? 'az' : cloud}-{region}.zillizcloud.com`,
        `${cloud === 'azure' ? 'az' : cloud}-{region}.vectordb.zillizcloud.com`,
        `${cloud === 'azure' ? 'az' : cloud}-{region}.cloud.zilliz.com`,
      ],
    }),
  ]),
  remembered(null, 'hosted vector stores', {
    unplaced: each(
      'cloud.qdrant.io weaviate.cloud weaviate.network zillizcloud.com cloud.zilliz.com trychroma.com',
      'the name does not say in which region the index is',
    ),
  }),
];
