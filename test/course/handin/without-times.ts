/** Times are all that two runs may differ in, and the sentence that compares them. */
export const withoutTimes = (html: string): string =>
  html
    .replaceAll(
      /Trials with [^<]{1,80}? take .{1,80}? as long as those with .{1,200}? on average\./g,
      '',
    )
    .replaceAll(/\d+\u00a0min\u00a0\d+\u00a0s\b|\d+(\.\d+)?\u00a0s\b/g, 'TIME')
    .replaceAll(/\d+\u00a0[A-Z][a-z]{2}\u00a0\d{4}(, \d\d:\d\d)?/g, 'DATE')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/ (?=<)|(?<=>) /g, '');
