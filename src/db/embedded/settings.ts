/**
 * How the embedded server is tuned: for one operator's machine and bulk work, given at each start,
 * so that the data folder's own configuration stays as PostgreSQL wrote it. Durability is never
 * traded.
 */
import { statfs } from 'node:fs/promises';
import { totalmem } from 'node:os';

export type Settings = Readonly<Record<string, string>>;

const MIB = 1024 * 1024;
const SHARED_BUFFERS_AT_MOST_MIB = 512;
const SHARED_MEMORY_FOR_PARALLEL_WORK_MIB = 1024;

/** PostgreSQL's settings for a server that listens on this machine alone, at the port. */
export async function serverSettings(port: number): Promise<Settings> {
  const memoryMib = totalmem() / MIB;
  const buffersMib = Math.floor(Math.min(SHARED_BUFFERS_AT_MOST_MIB, memoryMib / 8));
  return {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    max_connections: '50',
    shared_buffers: `${buffersMib}MB`,
    work_mem: '32MB',
    maintenance_work_mem: `${Math.min(256, buffersMib)}MB`,
    dynamic_shared_memory_type: (await hasRoomForParallelWork()) ? 'posix' : 'mmap',
    fsync: 'on',
    max_wal_size: '8GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
  };
}

/** Containers often have 64 MB of /dev/shm, in which a parallel join fails half way. */
async function hasRoomForParallelWork(): Promise<boolean> {
  const space = await statfs('/dev/shm').catch(() => undefined);
  if (!space) return process.platform !== 'linux';
  return (space.bavail * space.bsize) / MIB >= SHARED_MEMORY_FOR_PARALLEL_WORK_MIB;
}
