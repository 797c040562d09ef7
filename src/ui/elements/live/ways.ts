/** What can be taken from a live network: its link, its program, the reader's points. */
import { html, nothing, type TemplateResult } from 'lit';
import type { Experiment } from '../../../document/schema.ts';
import type { TableSettings } from '../../../document/table.ts';
import { pointsFile } from '../../../lab/live/own-points.ts';
import { icon } from '../icons.ts';

interface Ways {
  /** The experiment's. */
  readonly link: string;
  readonly experiment: Experiment;
  /** The table of one's own that it trains on; null for another dataset. */
  readonly table: TableSettings | null;
  /** Something was taken that names the table. */
  readonly taken: () => void;
  /** Saves the points as a file. */
  readonly save: (table: TableSettings) => void;
  /** Saves the rows that the program reads. */
  readonly saveRows: (table: TableSettings) => void;
}

export function liveWays({ link, experiment, table, taken, save, saveRows }: Ways): TemplateResult {
  const program = () => {
    void saveProgram(experiment);
    if (table !== null) saveRows(table);
  };
  return html`<p class="ways small">
      <span class="soft">An experiment like any other:</span>
      <a href="#/x/${link}" @click=${taken}>open it in the lab</a>
      <button type="button" class="quiet" @click=${program}>
        ${icon('download')} PyTorch program
      </button>
      <a href="#/live/${link}" @click=${taken}>${icon('link')} its own address</a>
      ${
        table?.title === pointsFile
          ? html`<button type="button" class="quiet" @click=${() => save(table)}>
              ${icon('download')} Points (CSV)
            </button>`
          : nothing
      }
    </p>
    ${
      table === null
        ? nothing
        : html`<p class="small soft">
            The data stay in this browser. A link names their file, ${table.title}, but does not
            contain it. With the program comes a second file, its rows, to put beside it.
          </p>`
    }`;
}

async function saveProgram(experiment: Experiment): Promise<void> {
  const [{ pytorchProgram, programFileName }, { parseExperiment }, { saveFile }] =
    await Promise.all([
      import('../../../formats/pytorch/program.ts'),
      import('../../../document/parse.ts'),
      import('../save-menu/save-file.ts'),
    ]);
  const parsed = parseExperiment(experiment);
  if (!parsed.ok) return;
  saveFile(
    programFileName(parsed.experiment),
    pytorchProgram(parsed.experiment, parsed.trials),
    'text/x-python',
  );
}
