/** A question's program as one file that reads from top to bottom. */
import { docText } from '../../formats/pytorch/python.ts';
import { labVersion } from '../../base/version.ts';
import type { Part, StudentProgram } from './types.ts';

/** Modules and names by what a program's code says when it needs them, in the order of their lines. */
const imports: readonly (readonly [RegExp, string])[] = [
  [/\bgzip\./, 'import gzip'],
  [/\bmath\./, 'import math'],
  [/\bos\./, 'import os'],
  [/\bPath\(/, 'from pathlib import Path'],
  [/(?:)/, ''],
  [/\bplt\./, 'import matplotlib.pyplot as plt'],
  [/\bnp\./, 'import numpy as np'],
  [/(?:)/, 'import torch\nfrom torch import nn'],
];

const loading = ['DataLoader', 'TensorDataset', 'random_split'];

const torchvision = `try:
    from torchvision.datasets import FashionMNIST
except ImportError:
    FashionMNIST = None  # the published files are then read without it`;

/** One thread: networks this small train no slower on it, and every run gives the same bits. */
const threads =
  'torch.set_num_threads(1)  # as fast for networks this small, and the same bits every time';

/** What the code of some parts imports. */
export function importsPart(parts: readonly Part[]): Part {
  const code = parts.map((part) => part.code).join('\n');
  const lines = imports.flatMap(([pattern, line]) => (pattern.test(code) ? [line] : []));
  const names = loading.filter((name) => new RegExp(`\\b${name}\\(`).test(code));
  if (names.length > 0) lines.push(`from torch.utils.data import ${names.join(', ')}`);
  if (code.includes('FashionMNIST(')) lines.push('', torchvision);
  lines.push('', threads);
  return { name: 'imports', code: lines.join('\n').trim() };
}

/** The packages of some programs, for pip. */
export const packagesOf = (programs: readonly StudentProgram[]): string[] => {
  const drawn = programs.some(({ figures }) => figures.length > 0);
  return [
    ...new Set([
      'torch',
      'numpy',
      ...programs.flatMap(({ needs }) => needs),
      ...(drawn ? ['matplotlib'] : []),
    ]),
  ];
};

/** Blank lines around a part: two where it defines functions or classes. */
const defines = (code: string): boolean => /^(?:def|class|@)/m.test(code);

export function joined(parts: readonly Part[]): string {
  let text = '';
  let last = '';
  for (const { code } of parts) {
    const gap = text === '' ? '' : defines(code) || defines(last) ? '\n\n\n' : '\n\n';
    text += gap + code;
    last = code;
  }
  return text;
}

const paragraph = (text: string): string => (text === '' ? '' : `\n\n${docText(text)}`);

export function programSource(program: StudentProgram): string {
  const { question, file, title, about, data, figures, parts } = program;
  const saved =
    figures.length === 0 ? '' : `Saves ${figures.join(', ')} in the folder where it runs.`;
  return `#!/usr/bin/env python3
"""Question ${question}: ${docText(title)}.${paragraph(about)}

    python3 -m pip install ${packagesOf([program]).join(' ')}
    python3 ${file}
${paragraph(`${data} ${saved}`.trim()).slice(1)}

Written by a2-lab ${labVersion} from the settings of its run. On x86 processors with AVX2 it draws the lab's
initial weights and batches to the bit; losses agree until rounding differences have grown.
"""

${joined([importsPart(parts), ...parts])}
`;
}
