/** The shell's navigation. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../ui/elements/icons.ts';
import type { RunState } from '../../lab/state.ts';
import { firstGroup, pageRoutes } from './page-routes.ts';
import type { PageRoute } from '../../ui/pages/route.ts';
import { presetGroups } from '../../course/presets.ts';
import type { Preset } from '../../lab/ports/services.ts';
import { hrefOf, type Route } from '../../ui/pages/route.ts';

/** Lists experiments and pages; marks the open page and the experiments that are running or done. */
export function navigation(
  route: Route,
  stateOf: (name: string) => RunState | undefined,
): TemplateResult {
  return html`
    <nav aria-label="Pages">
      ${placeGroups(route, true)}
      ${presetGroups.map(
        ({ title, presets }) => html`
          <h2>${title}</h2>
          <ul>
            ${presets.map((preset) => link(preset, route, stateOf(preset.name)))}
          </ul>
        `,
      )}
      ${placeGroups(route, false)}
    </nav>
  `;
}

/** @param first the group above the experiments, or all others */
function placeGroups(route: Route, first: boolean): TemplateResult[] {
  const listed = pageRoutes.filter(
    ({ group }) => group !== null && (group === firstGroup) === first,
  );
  return [...new Set(listed.map(({ group }) => group))].map(
    (group) => html`
      <h2>${group}</h2>
      <ul>
        ${listed
          .filter((place) => place.group === group)
          .flatMap((place) => placeLinks(place, route))}
      </ul>
    `,
  );
}

function placeLinks(place: PageRoute, route: Route): TemplateResult[] {
  const here = route.page === 'place' && route.place === place ? route.rest.toLowerCase() : null;
  if (place.entries === undefined) {
    return [
      html`<li>
        <a class="place" href=${hrefOf(place.name)} aria-current=${here === null ? nothing : 'page'}
          >${place.menu ?? place.title}</a
        >
      </li>`,
    ];
  }
  return place.entries.map(
    ({ rest, title, id }) =>
      html`<li>
        <a
          class=${id === undefined ? 'place' : ''}
          href=${hrefOf(`${place.name}/${rest}`)}
          aria-current=${here === rest.toLowerCase() ? 'page' : nothing}
          >${id === undefined ? nothing : html`<span class="id">${id}</span>`}<span
            >${title}</span
          ></a
        >
      </li>`,
  );
}

function link({ name, title }: Preset, route: Route, state: RunState | undefined): TemplateResult {
  const current = route.page === 'experiment' && route.name === name;
  const active = state?.status === 'running' || state?.status === 'preparing';
  const done = state?.status === 'done';
  return html`
    <li>
      <a href=${hrefOf(name)} aria-current=${current ? 'page' : nothing}>
        <span class="id">${name}</span>
        <span>${title}</span>
        ${
          active || done
            ? html`<span
                >${icon(active ? 'running' : 'done')}<span class="visually-hidden"
                  >${active ? 'running' : 'done'}</span
                ></span
              >`
            : nothing
        }
      </a>
    </li>
  `;
}
