/** Who hands in: three fields that stay in this browser. */
import type { Student } from '../../handin/types.ts';

const key = 'a2-student';
const maxLetters = 200;
const fields = ['name', 'id', 'course'] as const;

const nobody: Student = { name: '', id: '', course: '' };

/** What was typed last time; empty fields where nothing is kept, or something else is. */
export function keptStudent(): Student {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(key) ?? 'null');
    if (typeof found !== 'object' || found === null) return nobody;
    const [name = '', id = '', course = ''] = fields.map((field) => {
      const value: unknown = Reflect.get(found, field);
      return typeof value === 'string' ? value.slice(0, maxLetters) : '';
    });
    return { name, id, course };
  } catch {
    // Storage may be forbidden, or hold what another program wrote.
    return nobody;
  }
}

/** Returns whether it is kept; where storage is forbidden it lives as long as the page. */
export function keepStudent(student: Student): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(student));
    return true;
  } catch {
    return false;
  }
}
