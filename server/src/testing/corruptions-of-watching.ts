import type { Corruption } from './corrupting.ts'

/** Damage to what stands around an order: its files, watchers, links, notices, and who took its tasks. */
export const corruptionsOfWatching: Corruption[] = [
  [
    'F1',
    'a file has another byte in it',
    ({ attachment }) =>
      `update notes.attachment set content = set_byte(content, 3, 7) where attachment_id = '${attachment}'`,
  ],
  [
    'F2',
    'a file was removed and nobody says so',
    ({ attachment }) =>
      `update notes.attachment set content = null, removed_by = added_by, removed_at = added_at where attachment_id = '${attachment}'`,
  ],
  [
    'C4-watcher',
    'somebody reads as a watcher who is none',
    ({ watched }) => `delete from notes.watcher where subject_id = '${watched}'`,
  ],
  [
    'C4-watcher',
    'a copy ends later for the reader than was said',
    ({ watched }) =>
      `update custody.visible set until = until + interval '1 day' where subject_id = '${watched}' and because = 'watcher'`,
  ],
  ['L1', 'a link has no address', ({ tracking }) => `delete from delivery.link where subject_id = '${tracking}'`],
  [
    'L1',
    'a link was revoked and nobody says so',
    ({ tracking }) =>
      `update delivery.tracking set revoked_by = created_by, revoked_at = created_at where tracking_id = '${tracking}'`,
  ],
  [
    'W2-task',
    'somebody else is said to have taken a task',
    ({ claimedTask }) =>
      `update custody.custody set holder_id = (select person_id from people.person where person_id <> holder_id and active limit 1)
        where subject_id = '${claimedTask}' and entered = 'claimed';
       update tasks.task t set holder_id = c.holder_id from custody.custody c where c.subject_id = t.task_id and c.entered = 'claimed' and t.task_id = '${claimedTask}'`,
  ],
  [
    'E3-notice',
    'a notice tells of what did not happen',
    ({ watched }) => `update notices.notice set type = 'orders.held' where subject_id = '${watched}'`,
  ],
  [
    'E3-mention',
    'somebody was called and never told',
    ({ watched }) => `delete from notices.notice where subject_id = '${watched}' and box = 'mention'`,
  ],
]
