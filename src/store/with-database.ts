/** Opens the database for one operation. */
import { openInTime, type LabDatabase } from './open.ts';

/** Null if the database is unavailable; `fail` receives the reason. */
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
