import { assert } from 'chai';
import { inert, parsedMarkup } from '../../../src/ui/elements/markup.ts';
import { isOwnScript } from '../../../src/pool/trusted-scripts.ts';

const refusal = (markup: string): string => {
  try {
    inert(parsedMarkup(markup));
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

describe('markup that becomes elements', () => {
  it('is taken as it is where nothing in it can run', () => {
    const markup =
      '<section title="on time = 3"><p>1 &lt; 2, onclick=x</p><a href="#/I1d">I1d</a><svg viewBox="0 0 1 1"><path d="M0 0"></path></svg><math><mi>x</mi></math></section>';
    const holder = document.createElement('div');
    holder.append(inert(parsedMarkup(markup)));
    assert.equal(holder.innerHTML, markup);
    assert.equal(
      refusal('<a2-experiment><script type="application/json">{}</script></a2-experiment>'),
      '',
    );
  });

  it('is refused where something could, by element and attribute', () => {
    const cases = [
      ['<p><script>x()</script></p>', '<script>'],
      ['<svg><script>x()</script></svg>', '<script>'],
      ['<img src="x" onerror="x()">', 'onerror of <img>'],
      ['<svg><animate onbegin="x()"></animate></svg>', 'onbegin of <animate>'],
      ['<a href=" \u0001javascript:x()">a</a>', 'href of <a>'],
      ['<svg><a xlink:href="JavaScript:x()"></a></svg>', 'xlink:href of <a>'],
      ['<iframe srcdoc="<b>"></iframe>', '<iframe>'],
      ['<svg><foreignObject><p>x</p></foreignObject></svg>', '<foreignObject>'],
      ['<base href="https://example.org/">', '<base>'],
    ] as const;
    for (const [markup, what] of cases) assert.include(refusal(markup), what, markup);
    const [image] = parsedMarkup('<img onerror="x()">').children;
    assert.throws(() => inert(image!), /onerror of <img>/);
  });
});

describe('the scripts that a page of the lab takes for its own', () => {
  const base = 'https://host.org/courses/lab/embed.html';

  it('lie in its folder', () => {
    for (const own of [
      'https://host.org/courses/lab/assets/trial.worker-x.js',
      'service-worker.js',
      `data:text/javascript,${encodeURIComponent('import "https://host.org/courses/lab/element/worker.js";')}`,
    ]) {
      assert.isTrue(isOwnScript(own, base), own);
    }
  });

  it('lie nowhere else', () => {
    for (const foreign of [
      'https://host.org/courses/other/worker.js',
      'https://host.org/courses/lab/../other/worker.js',
      'https://host.org.evil.org/courses/lab/worker.js',
      '//evil.org/courses/lab/worker.js',
      'data:text/javascript,postMessage(1)',
      `data:text/javascript,${encodeURIComponent('import "https://evil.org/worker.js";')}`,
      `data:text/javascript,${encodeURIComponent('import "https://host.org/courses/lab/a.js"; x();')}`,
      `data:text/javascript,${encodeURIComponent('import "https://host.org/courses/lab/a.js";import "https://evil.org/b";')}`,
      'data:text/javascript,import%20(%22%)%3B',
      'blob:https://host.org/1',
      'javascript:x()',
      'http://[',
    ]) {
      assert.isFalse(isOwnScript(foreign, base), foreign);
    }
  });
});
