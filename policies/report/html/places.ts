import type { PlacesInCountry, Survey } from '../../engine/survey.ts';
import { plural } from '../words.ts';
import { tileMap } from './map.ts';
import { type Html, html } from './markup.ts';

/** A cell holds this many values; the others are counted. */
const shown = 12;

/** Where the values of the input point: a map and a table by country, with who runs what is there. */
export function placesSection(survey: Survey | undefined): Html {
  if (survey === undefined) return html``;
  const { places, inside } = survey;
  return html`
<section aria-labelledby="places">
  <h2 id="places">Places</h2>
  ${
    places.length === 0
      ? html`<p>No value of the input names a place beyond the cluster itself.</p>`
      : html`<div class="places">
    <figure>${tileMap(survey)}<figcaption>Values by country. Outlined in green: the boundary. Last line: beyond Europe, and not known.</figcaption></figure>
    ${table(places, new Set(inside))}
  </div>`
  }
</section>`;
}

function table(places: readonly PlacesInCountry[], inside: ReadonlySet<string>): Html {
  return html`<div class="scroll" role="region" aria-label="Places by country" tabindex="0"><table>
    <caption>Location is not jurisdiction: the last column says whose law reaches the operator.</caption>
    <thead><tr><th scope="col">Country</th><th scope="col">Verdict</th><th scope="col" class="n">Values</th><th scope="col">What</th><th scope="col">Run by, under the law of</th></tr></thead>
    <tbody>${places.map((place) => row(place, inside))}</tbody>
  </table></div>`;
}

const marks = { inside: '✓', outside: '✗', unknown: '?' } as const;

function row(place: PlacesInCountry, inside: ReadonlySet<string>): Html {
  const { country, name, verdict, values, examples } = place;
  const more = examples.length - shown;
  return html`<tr>
      <th scope="row">${country === null ? 'not known' : html`${name} <abbr>${country}</abbr>`}</th>
      <td><span class="badge ${verdict}"><span aria-hidden="true">${marks[verdict]}</span> ${verdict}</span></td>
      <td class="n">${values}${provenance(place)}</td>
      <td>${examples.slice(0, shown).map((value) => html`<code>${value}</code>`)}${more > 0 ? html` and ${more} more` : undefined}</td>
      <td>${operators(place, inside)}</td>
    </tr>`;
}

function provenance({ claimed, recalled }: PlacesInCountry): Html {
  const parts = [
    ...(claimed === 0 ? [] : [`${claimed} by the site's own claim`]),
    ...(recalled === 0 ? [] : [`${plural(recalled, 'fact')} only remembered`]),
  ];
  return parts.length === 0 ? html`` : html`<br><small>${parts.join(', ')}</small>`;
}

function operators({ operators }: PlacesInCountry, inside: ReadonlySet<string>): Html {
  if (operators.length === 0) return html`not known`;
  return html`<ul class="plain">${operators.map(({ id, jurisdiction }) => {
    if (jurisdiction === null) return html`<li>${id}, not known</li>`;
    const beyond = inside.has(jurisdiction) ? undefined : html` <span class="badge warn">! beyond the boundary</span>`;
    return html`<li>${id}, ${jurisdiction}${beyond}</li>`;
  })}</ul>`;
}
