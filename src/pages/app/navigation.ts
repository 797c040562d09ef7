/** The navigation of the shell. */
import { html, nothing, type TemplateResult } from 'lit';
import { icon } from '../../components/icons.ts';
import type { RunState } from '../../run/state.ts';
import { places } from '../places.ts';
import { presetGroups, type Preset } from '../presets.ts';
import { hrefOf, type Route } from '../router.ts';

/** The list of experiments and pages, what is open marked, and what runs or has run. */
export function navigation(
  route: Route,
  stateOf: (name: string) => RunState | undefined,
): TemplateResult {
  return html`
    <nav aria-label="Experiments">
      ${presetGroups.map(
        ({ title, presets }) => html`
          <h2>${title}</h2>
          <ul>
            ${presets.map((preset) => link(preset, route, stateOf(preset.name)))}
          </ul>
        `,
      )}
      ${placeGroups(route)}
    </nav>
  `;
}

function placeGroups(route: Route): TemplateResult[] {
  const listed = places.filter(({ group }) => group !== null);
  const current = route.page === 'place' ? route : null;
  return [...new Set(listed.map(({ group }) => group))].map(
    (group) => html`
      <h2>${group}</h2>
      <ul>
        ${listed
          .filter((place) => place.group === group)
          .flatMap((place) =>
            (place.entries ?? [{ rest: null, title: place.title }]).map(({ rest, title }) => {
              const here = current?.place === place && (rest ?? current.rest) === current.rest;
              return html`<li>
                <a
                  class="place"
                  href=${hrefOf(rest === null ? place.name : `${place.name}/${rest}`)}
                  aria-current=${here ? 'page' : nothing}
                  >${title}</a
                >
              </li>`;
            }),
          )}
      </ul>
    `,
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
