/** The built lab in a Chromium that has just been started and has no network. */
import { describeWithoutNetwork } from './journeys.ts';

describeWithoutNetwork('chromium');
