package io.posthouse.model;

import java.util.Map;

/**
 * A team or super team.
 *
 * @param id scene and team id; a team id is 1 to 15 digits
 * @param owner empty once the team is dismissed
 * @param level how many members it may have
 * @param memberNum how many it has
 * @param info its texts, those that are set, and its modes, all of them
 * @param createTime ms by the store's clock
 * @param updateTime when the info last changed, ms
 * @param memberUpdateTime when a member or what a member is last changed, ms
 * @param isValid false once it is dismissed
 */
public record Team(
        Conversation id,
        String owner,
        int level,
        int memberNum,
        Map<TeamField, String> info,
        long createTime,
        long updateTime,
        long memberUpdateTime,
        boolean isValid) {}
