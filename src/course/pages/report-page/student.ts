/** The student's details: three fields, stored in this browser only. */
import type { Student } from '../../handin/types.ts';

const key = 'a2-student';
const maxLetters = 200;
const fields = ['name', 'id', 'course'] as const;

const nobody: Student = { name: '', id: '', course: '' };

/** The stored details; empty fields if nothing valid is stored. */
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
    // Storage may be blocked, or hold something else.
    return nobody;
  }
}

/** Returns whether the details were stored; if storage is blocked, they last as long as the page. */
export function keepStudent(student: Student): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(student));
    return true;
  } catch {
    return false;
  }
}
