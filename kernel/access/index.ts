/** People, posts and places: who may do what, where, and what they may see of it. */
export { roles, type Role } from './role.ts'
export { definePermissions, type Permission, type Permissions } from './permission.ts'
export { type Actor, actorOf, can, reaches } from './actor.ts'
