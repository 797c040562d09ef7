/** The database for as long as one thing is done with it. */
import { openInTime, type LabDatabase } from './open.ts';

/** Null where the browser keeps nothing; `fail` is told why. */
export async function withDatabase<T>(
  use: (database: LabDatabase) => Promise<T>,
  fail: (why: string) => void,
): Promise<T | null> {
  try {
    const database = await openInTime();
    try {
      return await use(database);
    } finally {
      database.close();
    }
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
    return null;
  }
}
