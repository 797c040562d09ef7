/** Names and titles of the theory questions, as the navigation shows them. */

export interface TheoryTitle {
  readonly name: 'T1' | 'T2' | 'T3' | 'T4' | 'T5' | 'T6';
  readonly title: string;
}

export const theoryTitles: readonly TheoryTitle[] = [
  { name: 'T1', title: 'Parameters and their cost' },
  { name: 'T2', title: 'Updates per parameter' },
  { name: 'T3', title: 'Networks from equations' },
  { name: 'T4', title: 'Least squares by gradient descent' },
  { name: 'T5', title: 'One step of backpropagation' },
  { name: 'T6', title: 'Two tasks, one hidden unit' },
];
