// The limits that whoever asks keeps to, and the background insists on.

/** What a request may hold at most. A longer list is asked about in parts, a longer address not at all. */
export const MOST = {
  links: 5000,
  /** The rows of a mailbox's list that are about invitations, and the invitations opened at once. */
  seen: 200,
  /** The characters of one address. */
  address: 64 * 1024,
  /** The characters of a link's label, and of the sender's address. */
  label: 1024,
  /** The characters of all of a request's links. */
  characters: 16 * 1024 * 1024,
};
