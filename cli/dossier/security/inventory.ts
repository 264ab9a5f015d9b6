import { heading } from '../../../policies/report/markdown.ts';
import { imageComponent } from '../../bundle/sbom.ts';
import { flowsInMarkdown } from '../../flows.ts';
import { imagesOf } from '../../images/inventory.ts';
import { version } from '../../version.ts';
import type { Facts } from '../facts.ts';
import { jsonText } from '../prose.ts';

/** The images of a site by digest, as CycloneDX 1.5. What is inside of an image is for its maker's own bill to say. */
export function imageInventory({ site, objects }: Facts): string {
  const images = imagesOf(objects.map(({ body }) => body));
  return jsonText({
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: {
      component: { 'bom-ref': `site:${site.name}`, type: 'application', name: site.name },
      tools: [{ name: 'domicile', version }],
    },
    components: images.map(imageComponent),
  });
}

/** Every permitted connection, as a picture and a table. */
export function flowsPage({ site, at, flows }: Facts): string {
  return `${[
    heading(1, `What may flow: ${site.name}`),
    '',
    `State of ${at}. Everything else is denied: these lines are the only source of network policies.`,
    '',
    ...flowsInMarkdown(flows),
  ].join('\n')}`;
}
