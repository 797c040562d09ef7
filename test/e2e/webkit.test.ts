/** The built lab in WebKit. */
import { describeJourneys, describeWithoutNetwork } from './journeys.ts';

describeJourneys('webkit');
describeWithoutNetwork('webkit');
