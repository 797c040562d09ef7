/** Own answers, choices and agreement in the report and its checklist. */
import { assert } from 'chai';
import { theoryAnswers } from '../../../../src/course/answers/questions.ts';
import { defaultChoices } from '../../../../src/course/answers/choices.ts';
import { ownAnswer } from '../../../../src/course/handin/file/own-answer.ts';
import { missingParts } from '../../../../src/course/handin/missing.ts';
import { answerMark } from '../../../../src/course/handin/own/answered.ts';
import { nothingOwn, replaceable, type Own } from '../../../../src/course/handin/own/types.ts';
import { reportBody } from '../../../../src/course/handin/report.ts';
import type { HandIn } from '../../../../src/course/handin/types.ts';
import { madeJpeg } from '../../../formats/made-jpeg.ts';
import { madeHandIn, textOf } from '../made.ts';

const withOwn = async (own: Partial<Own>, changes: Partial<HandIn> = {}): Promise<HandIn> => {
  const all = { ...nothingOwn, ...own };
  return madeHandIn({ own: all, theory: theoryAnswers(all.choices), ...changes }, ['I1d', 'I1f']);
};

const section = (body: string, id: string): string => {
  const [, after = ''] = body.split(`<section id="${id}"`);
  return after.split('</section>')[0] ?? '';
};

describe('own answers in the report', () => {
  it('take the place of the lab’s answer and of its other readings, photos included', async () => {
    const photo = { alt: 'my <drawing>', width: 30, height: 40, jpeg: madeJpeg(30, 40) };
    const answers = new Map([
      ['T5', await ownAnswer('I find $y = 0.668$.', [photo])],
      ['I1f', await ownAnswer('Adam is **fast**.', [])],
    ]);
    const body = reportBody(await withOwn({ answers }));
    const t5 = section(body, 't5');
    assert.include(t5, 'I find <math');
    assert.match(
      t5,
      /<img src="data:image\/jpeg;base64,[\w+/=]+" alt="my &lt;drawing&gt;" width="30" height="40" \/>/,
    );
    assert.notInclude(t5, 'The answers to T5');
    assert.notInclude(body, 'id="other-readings-t5"');
    assert.include(body, 'id="other-readings-t6"');
    const i1f = section(body, 'i1f');
    assert.include(i1f, 'Adam is <strong>fast</strong>.');
    assert.include(i1f, '<figure', 'the figures stay');
  });

  it('precede the lab’s figures where the question asks for those', async () => {
    const answers = new Map([['I1d', await ownAnswer('As I see it.', [])]]);
    const i1d = section(reportBody(await withOwn({ answers })), 'i1d');
    assert.isBelow(i1d.indexOf('As I see it.'), i1d.indexOf('<figure'));
  });

  it('bring no evidence with them; what the lab writes has its evidence in an appendix, once', async () => {
    const lab = reportBody(await withOwn({}));
    const said = textOf(section(lab, 'i1f'));
    assert.include(said, 'Appendix: evidence');
    const evidence = section(lab, 'evidence-i1f');
    assert.isAbove(textOf(evidence).length, 200);
    const [sentence = ''] = textOf(evidence).split('. ').slice(-2);
    assert.isAbove(sentence.length, 20);
    assert.lengthOf(textOf(lab).split(sentence), 2, sentence);
    const answers = new Map([['I1f', await ownAnswer('Adam is fast.', [])]]);
    const own = reportBody(await withOwn({ answers }));
    assert.notInclude(own, 'id="evidence-i1f"');
    assert.include(own, 'id="evidence-i1d"');
  });

  it('say who wrote them when asked, or when the class asks', async () => {
    const answers = new Map([['T1', await ownAnswer('Mine.', [])]]);
    const handIn = await withOwn({ answers, marked: true });
    assert.include(section(reportBody(handIn), 't1'), 'Text by the student.');
    assert.include(section(reportBody(handIn), 't2'), 'Text by the a2-lab program.');
    const unmarked = await withOwn({ answers });
    assert.notInclude(reportBody(unmarked), 'authorship');
    const [run, ...rest] = unmarked.runs;
    const experiment = { ...run!.experiment, classroom: { markAuthorship: true } };
    const forClass = { ...unmarked, runs: [{ ...run!, experiment }, ...rest] };
    assert.include(section(reportBody(forClass), 't1'), 'Text by the student.');
  });
});

describe('choices among readings', () => {
  it('show one reading in the answer, and the others in the appendix or not at all', async () => {
    const choices = {
      ...defaultChoices,
      velocity: 'pytorch',
      loss: 'printed',
    } as const;
    const body = reportBody(await withOwn({ choices }));
    const [answer, appendix] = [section(body, 't5'), section(body, 'other-readings-t5')];
    assert.include(answer, '0.4616362');
    assert.notInclude(answer, '0.9566362');
    assert.include(appendix, '0.9566362');
    const alone = await withOwn({ choices: { ...choices, others: 'none' } });
    const short = textOf(reportBody(alone));
    assert.notInclude(short, 'other readings');
    assert.notInclude(short, '0.9566362');
  });

  it('work T6 with a linear hidden unit', async () => {
    const choices = { ...defaultChoices, unit: 'linear', others: 'none' } as const;
    const t6 = textOf(section(reportBody(await withOwn({ choices })), 't6'));
    // h = 0.5 · 0.5, y₁ = 0.2 h, y₂ = σ(0.1 h), checked by hand.
    assert.match(t6, /h=z=0\.25\s[^]*y1=w2h=0\.2⋅0\.25=0\.05\s[^]*y2=σ\(z2\)=[^=]*=0\.50625\s/);
    assert.match(t6, /∂h∂z=1,/);
  });
});

describe('the checklist', () => {
  it('asks to agree with each answer that stays the lab’s, until it changes', async () => {
    const handIn = await withOwn({});
    const asked = (which: HandIn): string[] =>
      missingParts(which).flatMap(({ kind, question }) => (kind === 'agreement' ? question : []));
    assert.deepEqual(asked(handIn), ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'I1e', 'I1f']);
    const agreed = new Map(
      replaceable.flatMap((name) => {
        const mark = answerMark(handIn, name);
        return mark === null ? [] : [[name, mark] as const];
      }),
    );
    assert.deepEqual(asked({ ...handIn, own: { ...nothingOwn, agreed } }), []);
    const choices = { ...defaultChoices, wiring: 'by-input' } as const;
    const other = {
      ...handIn,
      own: { ...nothingOwn, choices, agreed },
      theory: theoryAnswers(choices),
    };
    assert.deepEqual(asked(other), ['T5']);
    assert.deepEqual(asked(await madeHandIn()), [], 'nobody was asked');
  });

  it('asks for descriptions of photos', async () => {
    const photo = { alt: ' ', width: 30, height: 40, jpeg: madeJpeg(30, 40) };
    const answers = new Map([['T1', await ownAnswer('', [photo, { ...photo, alt: 'yes' }])]]);
    const found = missingParts(await withOwn({ answers })).filter(({ kind }) => kind === 'photo');
    assert.deepEqual(
      found.map(({ what }) => what.replaceAll('\u00a0', ' ')),
      ['1 of 2 photos has no description for people who cannot see it.'],
    );
  });
});
