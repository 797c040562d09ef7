import { assert } from 'chai';
import type { A2Experiment } from '../../src/surfaces/embed/element.ts';
import { axeProblems, defined, labAndHosts, policyFor, small, smallGrid } from './host.ts';

const isReadOnly = (field: Element): boolean => field instanceof HTMLInputElement && field.readOnly;

describe('a2-experiment where something is in its way', () => {
  const here = labAndHosts();

  it('says what is wrong with a document, and shows the fallback', async () => {
    const wrong = { ...small, trial: { ...(small.trial as object), batchSize: -1 } };
    const { page, context } = await here.hosts.open(
      '<a2-experiment src="mine.json"><p slot="fallback">See the book.</p></a2-experiment>',
      { files: { '/mine.json': JSON.stringify(wrong) } },
    );
    await defined(page);
    const error = await page.evaluate(() =>
      document
        .querySelector<A2Experiment>('a2-experiment')!
        .run()
        .then(
          () => null,
          (reason: unknown) => {
            const { code, message } = reason as Error & { code: string };
            return { code, message };
          },
        ),
    );
    assert.equal(error?.code, 'experiment-invalid');
    assert.match(error?.message ?? '', /batchSize: expected a number ≥ 1, got -1/);
    await page.getByText('See the book.').waitFor();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    await context.close();
  });

  it('takes a document that stands inside it, which no policy takes for a script', async () => {
    const { page, context, problems } = await here.hosts.open(
      `<a2-experiment preset="I1d"><script type="application/json">${JSON.stringify(small)}</script></a2-experiment>`,
    );
    await defined(page);
    const { experiment, trials } = await page.evaluate(() =>
      document.querySelector<A2Experiment>('a2-experiment')!.run(),
    );
    assert.equal(experiment.name, 'I2c');
    assert.equal(trials[0]?.status, 'done');
    assert.deepEqual(problems, []);
    await context.close();
  });

  it('names the policy that forbids its workers', async () => {
    const policy = policyFor(here.lab.url).replace(/worker-src[^;]*;/, "worker-src 'none';");
    const { page, context } = await here.hosts.open(
      '<a2-experiment preset="I2c"></a2-experiment>',
      {
        policy,
      },
    );
    await defined(page);
    const message = await page.evaluate(() =>
      document
        .querySelector<A2Experiment>('a2-experiment')!
        .run()
        .then(
          () => '',
          (reason: unknown) => (reason as Error).message,
        ),
    );
    assert.match(message, /worker-src/);
    await page
      .getByText(/worker-src/)
      .first()
      .waitFor();
    await context.close();
  });

  it('lives beside another version of itself, each with inner elements of its own', async () => {
    const { page, context } = await here.hosts.open(
      '<a2-experiment id="first"></a2-experiment><a2-other id="second"></a2-other>',
      { policy: null, version: '9-9-9' },
    );
    await defined(page);
    const tags = await page.evaluate(
      async ([experiment, script]) => {
        const own = customElements.get('a2-experiment');
        const { A2Experiment: Other } = (await import(script)) as {
          A2Experiment: typeof A2Experiment;
        };
        // It found the tag taken, and left it to the version that was first.
        if (customElements.get('a2-experiment') !== own || own === Other) return [];
        customElements.define('a2-other', Other);
        const elements = ['#first', '#second'].map((id) =>
          document.querySelector<A2Experiment>(id)!,
        );
        const all = elements.map((element) => {
          element.experiment = experiment;
          return element.run();
        });
        const runs = await Promise.all(all);
        return elements.map((element, index) => [
          element.shadowRoot?.querySelector('[part=stage]')?.localName,
          runs[index]?.trials[0]?.status,
        ]);
      },
      [small, '/element/embed.js'] as const,
    );
    const [[first, one], [second, other]] = tags as [string[], string[]];
    assert.deepEqual([one, other], ['done', 'done']);
    assert.match(first ?? '', /^a2-experiment-stage-\d/);
    assert.equal(second, 'a2-experiment-stage-9-9-9');
    assert.notEqual(first, second);
    await context.close();
  });

  it('asks a class first, locks what its author locks, and keeps the answer in the results', async () => {
    const { page, context } = await here.hosts.open(
      '<a2-experiment predict="Which rate wins?" lock="batchSize" student="ab12"></a2-experiment>',
    );
    await defined(page);
    const code = await page.evaluate((experiment) => {
      const element = document.querySelector<A2Experiment>('a2-experiment')!;
      element.experiment = experiment;
      return element.run().then(
        () => 'ran',
        (reason: unknown) => (reason as { code: string }).code,
      );
    }, smallGrid);
    assert.equal(code, 'answer-missing');
    await page.getByText('Change the set-up').click();
    assert.isTrue(await page.getByLabel('Batch size', { exact: true }).evaluate(isReadOnly));
    await page.getByLabel('What do you expect, and why?').fill('The middle one');
    await page.getByRole('button', { name: 'Save my prediction' }).click();
    const { prediction, student, experiment } = await page.evaluate(() =>
      document.querySelector<A2Experiment>('a2-experiment')!.run(),
    );
    assert.equal(prediction?.answer, 'The middle one');
    assert.equal(student?.id, 'ab12');
    assert.equal(experiment.trial.seed, student?.seed);
    await page.getByText('Outcome').waitFor();
    await context.close();
  });

  it('has no accessibility problem that axe finds, before, with and after a run', async () => {
    const { page, context } = await here.hosts.open(
      '<main><h1>Page</h1><a2-experiment></a2-experiment></main>',
      {
        policy: null,
      },
    );
    await defined(page);
    assert.deepEqual(await axeProblems(page), []);
    await page.evaluate(async (experiment) => {
      const element = document.querySelector<A2Experiment>('a2-experiment')!;
      element.experiment = experiment;
      await element.run();
    }, smallGrid);
    assert.deepEqual(await axeProblems(page), []);
    await context.close();
  });
});
