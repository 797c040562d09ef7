/** The page's entry point: registers the service worker and mounts the shell. */
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
// Browsers announce early, and only once, that the lab can be installed.
installation.start(life);

/** Loads the program in two parts, because evaluating it all at once would block the page. */
async function open(): Promise<void> {
  // Charts read their colours when first drawn.
  await adoptFallback(document);
  const { makeLab } = await import('./make-lab.ts');
  const { A2App } = await import('./element.ts');
  const trainings = new Trainings();
  const stop = trainings.subscribe(() => {
    stop();
    // Training works without it; only the screen may turn off.
    import('../../ui/pages/keep-awake.ts').then(
      ({ keepAwake }) => keepAwake(trainings, life),
      () => undefined,
    );
  });
  const app = new A2App();
  app.lab = makeLab(trainings, installation);
  app.device = { updates, installation, trainings };
  // Replaces the static content that was shown before any script ran.
  document.querySelector('#shell')?.replaceWith(app);
}

open().catch((error: unknown) => {
  const why = error instanceof Error ? error.message : String(error);
  const place = document.querySelector('#shell main') ?? document.body;
  place.textContent = `The lab could not be opened: ${why} Reload the page to try again.`;
});

void updates.start(life);
