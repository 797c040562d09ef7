/* Has a file open as a PDF reader of Windows has: nobody may replace it. `hold.exe FILE MARK` writes MARK when it
   holds the file, and holds it until it is ended. */
#include <windows.h>

int wmain(int count, wchar_t **words)
{
    HANDLE file, mark;
    if (count != 3) return 3;
    file = CreateFileW(words[1], GENERIC_READ, FILE_SHARE_READ, 0, OPEN_EXISTING, 0, 0);
    if (file == INVALID_HANDLE_VALUE) return 2;
    mark = CreateFileW(words[2], GENERIC_WRITE, 0, 0, CREATE_ALWAYS, 0, 0);
    if (mark == INVALID_HANDLE_VALUE) return 2;
    CloseHandle(mark);
    Sleep(INFINITE);
    return 0;
}
