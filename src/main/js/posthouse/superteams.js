import { Teams } from './teams.js';

/** `nim.superTeam`: what `nim.team` does, and under the names that the page's SDK has for super teams. */
export class SuperTeams extends Teams {
  constructor(gateway) {
    super(gateway, 'superTeam');
  }

  createSuperTeam(options) {
    return this.createTeam(options);
  }

  addSuperTeamMembers(options) {
    return this.addTeamMembers(options);
  }

  removeSuperTeamMembers(options) {
    return this.removeTeamMembers(options);
  }

  leaveSuperTeam(options) {
    return this.leaveTeam(options);
  }

  dismissSuperTeam(options) {
    return this.dismissTeam(options);
  }

  transferSuperTeam(options) {
    return this.transferTeam(options);
  }

  addSuperTeamManagers(options) {
    return this.addTeamManagers(options);
  }

  removeSuperTeamManagers(options) {
    return this.removeTeamManagers(options);
  }

  muteSuperTeamMembers(options) {
    return this.updateTeamMembersMute(options);
  }

  muteSuperTeam(options) {
    return this.muteTeam(options);
  }

  updateSuperTeamInfo(options) {
    return this.updateTeamInfo(options);
  }

  applySuperTeam(options) {
    return this.applyTeam(options);
  }

  passSuperTeamApply(options) {
    return this.passTeamApply(options);
  }

  rejectSuperTeamApply(options) {
    return this.rejectTeamApply(options);
  }

  acceptSuperTeamInvite(options) {
    return this.acceptTeamInvite(options);
  }

  rejectSuperTeamInvite(options) {
    return this.rejectTeamInvite(options);
  }

  getSuperTeamInfo(options) {
    return this.getTeamInfo(options);
  }

  getSuperTeams() {
    return this.getTeams();
  }

  getSuperTeamMembers(options) {
    return this.getTeamMembers(options);
  }

  getSuperTeamMembersByAccounts(options) {
    return this.getTeamMembersByAccounts(options);
  }

  queryMuteMembers(options) {
    return this.getMutedTeamMembers(options);
  }
}
