/** The built lab in Firefox. */
import { describeJourneys, describeWithoutNetwork } from './journeys.ts';

describeJourneys('firefox');
describeWithoutNetwork('firefox');
