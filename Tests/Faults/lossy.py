# SPDX-License-Identifier: Apache-2.0
"""A file system that forgets what was not synced: `lossy.py ROOT MOUNT CUT`; creating the file CUT cuts the power.

Content that was not fsynced is gone after a cut, and so is a file whose folder was not synced after it was made or
renamed (an unsynced new name vanishes; a renamed file is back under its old one). Torn and reordered writes within one
file are not modelled.
"""

import ctypes.util
import errno
import os
import sys
import threading
import time

from fuse import FUSE, FuseOSError, Operations

STAT = ("st_atime", "st_ctime", "st_gid", "st_mode", "st_mtime", "st_nlink", "st_size", "st_uid")
VOLUME = ("f_bavail", "f_bfree", "f_blocks", "f_bsize", "f_favail", "f_ffree", "f_files", "f_flag", "f_frsize",
          "f_namemax")


class Lossy(Operations):
    def __init__(self, root, flag):
        self.root, self.flag = root, flag
        self.cache = {}  # path: [content, is it dirty]
        self.names = []  # how to take back, last first, each change of names that is not synced: (folder, undo)
        self.guard = threading.RLock()

    def init(self, path):
        threading.Thread(target=self.watch, daemon=True).start()

    def watch(self):
        while True:
            if os.path.exists(self.flag):
                with self.guard:
                    self.cache.clear()
                    for _, undo in reversed(self.names):
                        undo()
                    self.names.clear()
                os.unlink(self.flag)
            time.sleep(0.01)

    def real(self, path):
        return os.path.join(self.root, path.lstrip("/"))

    def content(self, path):
        if path not in self.cache:
            with open(self.real(path), "rb") as file:
                self.cache[path] = [bytearray(file.read()), False]
        return self.cache[path]

    def changed(self, path, undo):
        def quietly():
            try:
                undo()
            except OSError:
                pass
        self.names.append((os.path.dirname(path), quietly))

    def getattr(self, path, fh=None):
        try:
            status = os.lstat(self.real(path))
        except OSError as fault:
            raise FuseOSError(fault.errno)
        found = {key: getattr(status, key) for key in STAT}
        with self.guard:
            if path in self.cache:
                found["st_size"] = len(self.cache[path][0])
        return found

    def readdir(self, path, fh):
        return [".", ".."] + os.listdir(self.real(path))

    def access(self, path, mode):
        return 0

    def chmod(self, path, mode):
        os.chmod(self.real(path), mode)

    def chown(self, path, user, group):
        os.chown(self.real(path), user, group)

    def mkdir(self, path, mode):
        os.mkdir(self.real(path), mode)

    def rmdir(self, path):
        os.rmdir(self.real(path))

    def utimens(self, path, times=None):
        os.utime(self.real(path), times)

    def unlink(self, path):
        with self.guard:
            self.cache.pop(path, None)
            os.unlink(self.real(path))

    def rename(self, old, new):
        with self.guard:
            if old in self.cache:
                self.cache[new] = self.cache.pop(old)
            elif new in self.cache:
                del self.cache[new]
            before = None
            if os.path.exists(self.real(new)):
                with open(self.real(new), "rb") as file:
                    before = file.read()
            os.rename(self.real(old), self.real(new))

            def undo():
                os.rename(self.real(new), self.real(old))
                if before is not None:
                    with open(self.real(new), "wb") as file:
                        file.write(before)
            self.changed(new, undo)

    def statfs(self, path):
        volume = os.statvfs(self.real(path))
        return {key: getattr(volume, key) for key in VOLUME}

    def open(self, path, flags):
        if not os.path.exists(self.real(path)):
            raise FuseOSError(errno.ENOENT)
        return 0

    def create(self, path, mode, info=None):
        with self.guard:
            open(self.real(path), "wb").close()
            os.chmod(self.real(path), mode)
            self.changed(path, lambda: os.unlink(self.real(path)))
        return 0

    def read(self, path, size, offset, fh):
        with self.guard:
            return bytes(self.content(path)[0][offset:offset + size])

    def write(self, path, data, offset, fh):
        with self.guard:
            entry = self.content(path)
            if len(entry[0]) < offset:
                entry[0].extend(bytes(offset - len(entry[0])))
            entry[0][offset:offset + len(data)] = data
            entry[1] = True
        return len(data)

    def truncate(self, path, length, fh=None):
        with self.guard:
            entry = self.content(path)
            del entry[0][length:]
            entry[0].extend(bytes(length - len(entry[0])))
            entry[1] = True

    def fsync(self, path, is_data_only, fh):
        with self.guard:
            entry = self.cache.get(path)
            if entry and entry[1]:
                with open(self.real(path), "wb") as file:
                    file.write(entry[0])
                entry[1] = False
        return 0

    def fsyncdir(self, path, is_data_only, fh):
        with self.guard:
            self.names = [change for change in self.names if change[0] != path.rstrip("/") and change[0] != path]
        return 0

    def flush(self, path, fh):
        return 0

    def release(self, path, fh):
        return 0


if __name__ == "__main__":
    if ctypes.util.find_library("fuse") is None:
        sys.exit("libfuse2 is not installed")
    FUSE(Lossy(sys.argv[1], sys.argv[3]), sys.argv[2], foreground=True, allow_other=True, attr_timeout=0,
         entry_timeout=0)
