/** Options for how a table's file is written; those omitted are guessed. */
import { limits } from '../../src/document/limits.ts';
import { comments, encodings, type CsvSettings } from '../../src/document/table.ts';
import { oneOf, wholeNumber, type OptionValues } from './options.ts';
import { UsageProblem } from './problem.ts';

export const csvKinds = {
  delimiter: 'string',
  header: 'string',
  decimal: 'string',
  thousands: 'string',
  signs: 'string',
  encoding: 'string',
  skip: 'string',
  comment: 'string',
  wrapped: 'string',
  missing: 'string',
} as const;

export const csvHelp = `  --delimiter SIGN  cell separator: comma, semicolon, tab, bar or space
  --header yes|no   whether the first row names the columns
  --decimal SIGN    decimal separator: point or comma
  --thousands SIGN  thousands separator: none, point, comma, space or apostrophe
  --signs HOW       currency and per cent signs: ignored ("$5" and "3%" are numbers) or text
  --encoding NAME   ${encodings.slice(0, 5).join(', ')},
                    ${encodings.slice(5).join(', ')}
  --skip N          number of lines to skip at the beginning
  --comment SIGN    skip lines that begin with this sign: none, ${comments.filter((each) => each !== '').join(' ')}
  --wrapped yes|no  whether each line is in quotes, as Excel writes it
  --missing WORDS   words that mean a missing value, separated by commas; a single comma
                    for empty cells only
`;

const delimiterWords = {
  comma: ',',
  semicolon: ';',
  tab: '\t',
  bar: '|',
  space: ' ',
} as const;
const decimalWords = { point: '.', comma: ',' } as const;
const thousandsWords = { none: '', point: '.', comma: ',', space: ' ', apostrophe: "'" } as const;
const signsWords = { ignored: true, text: false } as const;
const yesOrNo = { yes: true, no: false } as const;

/** The value of a word, or of the sign that it stands for. Throws UsageProblem. */
function named<T>(option: string, text: string, words: Readonly<Record<string, T>>): T {
  const sign = Object.entries(words).find(
    ([word, value]) => word === text || (value === text && text !== ''),
  );
  return sign === undefined ? words[oneOf(option, text, Object.keys(words))]! : sign[1];
}

/** The settings that were given. Throws UsageProblem where one is invalid. */
export function csvOf(values: OptionValues<typeof csvKinds>): Partial<CsvSettings> {
  const { delimiter, header, decimal, thousands, signs, encoding, skip, comment, wrapped } = values;
  const missing = values.missing
    ?.split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
  const long = missing?.find(({ length }) => length > limits.missingWord);
  if (long !== undefined) {
    throw new UsageProblem(
      `--missing: wanted words of at most ${limits.missingWord} characters, got "${long}".`,
    );
  }
  const told: Partial<CsvSettings> = {
    ...(delimiter === undefined
      ? {}
      : {
          delimiter: named(
            '--delimiter',
            delimiter === String.raw`\t` ? '\t' : delimiter,
            delimiterWords,
          ),
        }),
    ...(header === undefined ? {} : { header: named('--header', header, yesOrNo) }),
    ...(decimal === undefined ? {} : { decimal: named('--decimal', decimal, decimalWords) }),
    ...(thousands === undefined
      ? {}
      : { thousands: named('--thousands', thousands, thousandsWords) }),
    ...(signs === undefined ? {} : { signs: named('--signs', signs, signsWords) }),
    ...(encoding === undefined ? {} : { encoding: oneOf('--encoding', encoding, encodings) }),
    ...(skip === undefined ? {} : { skip: wholeNumber('--skip', skip, 0, limits.skippedLines) }),
    ...(comment === undefined
      ? {}
      : { comment: comment === 'none' ? '' : oneOf('--comment', comment, comments) }),
    ...(wrapped === undefined ? {} : { wrapped: named('--wrapped', wrapped, yesOrNo) }),
    ...(missing === undefined ? {} : { missing }),
  };
  if (told.decimal !== undefined && told.decimal === told.thousands) {
    throw new UsageProblem('--thousands: wanted a different sign than --decimal.');
  }
  return told;
}
