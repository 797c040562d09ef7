/** The page's entry: registers what works offline, and puts the shell up. */
import { Installation } from '../../offline/install.ts';
import { Updates } from '../../offline/updates.ts';
import { Trainings } from '../../lab/session/trainings.ts';
import { trustOwnScripts } from '../../pool/trusted-scripts.ts';
import { adopt, adoptFallback } from '../../ui/styles/adopt.ts';
import { tokens } from '../../ui/styles/tokens.ts';

trustOwnScripts();
adopt(document, tokens);

const life = new AbortController().signal;
const updates = new Updates();
const installation = new Installation();
// Browsers tell early and once that the lab can be installed.
installation.start(life);

/** The program in two halves, because to evaluate all of it at once would hold the page up. */
async function open(): Promise<void> {
  // Charts read their colours when they are drawn first.
  await adoptFallback(document);
  const { makeLab } = await import('./make-lab.ts');
  const { A2App } = await import('./element.ts');
  const trainings = new Trainings();
  const stop = trainings.subscribe(() => {
    stop();
    // Without it a training is no other: the screen may go off.
    import('../../ui/pages/keep-awake.ts').then(
      ({ keepAwake }) => keepAwake(trainings, life),
      () => undefined,
    );
  });
  const app = new A2App();
  app.lab = makeLab(trainings, installation);
  app.device = { updates, installation, trainings };
  // The shell takes the place of the words that stood there before any script ran.
  document.querySelector('#shell')?.replaceWith(app);
}

open().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  const place = document.querySelector('#shell main') ?? document.body;
  place.textContent = `The lab could not be opened: ${why} Reload the page to try again.`;
});

void updates.start(life);
