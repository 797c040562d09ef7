/** The points of src/catalog/shared/plane-points.ts in the exported program, operation by operation. */
import type { DatasetPython } from '../kinds/dataset.ts';
import { planeRows, planeSeed, type Turn } from './plane-points.ts';
import { seededTable } from './python-data.ts';
import { plane } from './plane.ts';

const half = planeRows / plane.classNames.length;

const points = (clean: string): string => `def clean_points(generator):
    """${planeRows} points without noise, those of the first class first."""
${clean}


def noisy_points(noise):
    """The points and their classes; \`noise\` is the standard deviation of both coordinates."""
    generator = torch.Generator().manual_seed(${planeSeed})
    # The sum of twelve uniform numbers has variance 1, and is exact.
    draws = torch.rand(${planeRows}, 2, 12, generator=generator).double().sum(dim=2).numpy() - 6
    features = np.array(clean_points(generator)) + noise * draws
    return features, np.repeat([0, 1], ${half})`;

/** The statements of \`circle\`: the points of the unit circle, each one step further. */
export const circleOf = ({ cos, sin }: Turn): string => `    x, y, circle = 1.0, 0.0, []
    for _ in range(${half}):
        circle.append((x, y))
        x, y = x * ${cos} - y * ${sin}, x * ${sin} + y * ${cos}`;

/** @param clean the body of a function of `generator`, the draws after those of the noise, that returns all points */
export const planePython = (clean: string): DatasetPython => ({
  code: (validates) =>
    seededTable({
      before: points(clean),
      read: '    features, values = noisy_points(settings["noise"])',
      what: 'The points and their classes, split and standardised.',
      validates,
      trainCount: String(plane.counts.train),
      classes: true,
    }),
  imports: [],
  files: 'Nothing: the points are drawn.',
});
