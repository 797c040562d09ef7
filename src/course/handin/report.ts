/** The report that a student hands in, as HTML. Equal input gives equal text. */
import { theoryTexts } from '../answers/texts.ts';
import { escaped } from '../../figures/charts/svg-parts.ts';
import { dayText } from '../../base/numbers.ts';
import { appendix } from './appendix.ts';
import { asked, list, plain, warning, type ReportBlock, type Section } from './blocks.ts';
import { i1a, i1b, i1c, i1d, i1e, i1f } from './fashion.ts';
import { i2a, i2b, i2c, i2d } from './housing.ts';
import { contents } from './contents.ts';
import { notes } from './notes.ts';
import { answered } from './own/answered.ts';
import { evidenceAppendix } from './own/discussions.ts';
import { otherReadings } from './own/other-readings.ts';
import { questionGroups } from './questions.ts';
import { ranBlocks } from './ran.ts';
import { pageRules, reportStyles } from './styles.ts';
import type { HandIn } from './types.ts';
import { Writer } from './writer.ts';

const title = 'Major Assignment 2';

const answers: Readonly<Record<string, (handIn: HandIn) => ReportBlock[]>> = {
  I1a: i1a,
  I1b: i1b,
  I1c: i1c,
  I1d: i1d,
  I1e: i1e,
  I1f: i1f,
  I2a: i2a,
  I2b: i2b,
  I2c: i2c,
  I2d: i2d,
};

const groupTitles = [
  'Implementation 1: FashionMNIST',
  'Implementation 2: California housing',
] as const;

/** The report's sections, without the questions that the student excludes. */
function sectionsOf(handIn: HandIn): Section[] {
  const { without = new Set() } = handIn;
  const shown = ({ name }: { readonly name: string }): boolean => !without.has(name);
  const theory = theoryTexts
    .filter(shown)
    .map(({ name, title: what, asked: question }): Section => {
      const answer = handIn.theory.find((each) => each.name === name);
      return {
        id: name.toLowerCase(),
        title: `${name} · ${what}`,
        blocks: () => [
          asked(question),
          ...answered(
            handIn,
            name,
            answer?.blocks ?? [warning('This question has not been answered.')],
          ),
        ],
        inner: [],
      };
    });
  const implementation = questionGroups.map(({ questions }, index): Section => ({
    id: `implementation-${index + 1}`,
    title: groupTitles[index] ?? '',
    blocks: nothingBefore,
    inner: questions.filter(shown).map(({ name, title: what, asked: question }) => ({
      id: name.toLowerCase(),
      title: `${name} · ${what}`,
      blocks: () => [
        asked(question),
        ...answered(handIn, name, answers[name]?.(handIn) ?? []),
        ...ranBlocks(handIn, name),
      ],
      inner: [],
    })),
  }));
  return [
    ...noteSection(shown),
    ...[
      { id: 'theory', title: 'Theory', page: true, blocks: nothingBefore, inner: theory },
      ...implementation,
    ].filter(({ inner }) => inner.length > 0),
    ...otherReadings(handIn),
    ...evidenceAppendix(handIn),
    appendix(handIn),
  ];
}

/** A part has no text between its heading and its first question. */
const nothingBefore = (): ReportBlock[] => [];

function noteSection(shown: (question: { readonly name: string }) => boolean): Section[] {
  const said = notes.flatMap(({ questions, text, report = text }) => {
    const about = questions.filter((name) => shown({ name }));
    return about.length === 0 ? [] : [`${about.join(', ')}: ${report}`];
  });
  if (said.length === 0) return [];
  return [
    {
      id: 'notes',
      title: 'Notes on the assignment’s text',
      blocks: () => [
        plain('Where the text is ambiguous or contains an error, I read it as follows:'),
        list(said),
      ],
      inner: [],
    },
  ];
}

/**
 * The report's markup in parts, section by section, so that a page can mount them one at a time and stay
 * responsive. Joined in an element of class `report`, they are `reportBody`.
 */
export function* reportParts(
  handIn: HandIn,
  writer: Writer = new Writer(),
): Generator<string, void> {
  const sections = sectionsOf(handIn);
  yield `${titleBlock(handIn)}\n${contents(sections)}`;
  for (const each of sections) yield* writer.sections(each);
}

function titleBlock({ student, date }: HandIn): string {
  const rows = (
    [
      ['Name', student.name],
      ['Student number', student.id],
      ['Course', student.course],
      ['Date', dayText(date.getTime())],
    ] as const
  ).filter(([, value]) => value.trim() !== '');
  return [
    '<header>',
    `<h1>${title}</h1>`,
    `<dl>${rows.map(([name, value]) => `<dt>${name}</dt><dd>${escaped(value.trim())}</dd>`).join('')}</dl>`,
    '</header>',
  ].join('\n');
}

/** The report as one element: without scripts and style attributes, with everything escaped. */
export const reportBody = (handIn: HandIn): string => bodyOf(reportParts(handIn));

/** Joins the parts of `reportParts`. */
export const bodyOf = (parts: Iterable<string>): string =>
  ['<article class="report">', ...parts, '</article>'].join('\n');

/**
 * The report as a standalone document, style sheet included.
 * @param body the report's element, if already written
 */
export function reportDocument(handIn: HandIn, body = reportBody(handIn)): string {
  const { name } = handIn.student;
  const shown = name.trim() === '' ? title : `${name.trim()}, ${title}`;
  return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(shown)}</title>
<style>
${pageRules(handIn.student)}
${reportStyles}
</style>
</head>
<body>
${body}
</body>
</html>
`;
}
